import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isSlackAddress } from '../../../src/adapters/slack/addresses.ts';
import { createCalmFetch } from '../../../src/adapters/slack/calm-fetch.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A Slack that answers as told, and a clock that waiting moves on; or a wait without an end. */
async function begin(answer: RequestListener, { waits = true } = {}) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const time = { now: 0, waits: [] as number[], told: [] as string[] };
  const calm = createCalmFetch({
    apiUrl: `${origin}/api/`,
    clock: () => time.now,
    wait: (ms) => {
      time.waits.push(ms);
      if (!waits) return new Promise(() => {});
      time.now += ms;
      return Promise.resolve();
    },
    onLimited: (what) => void time.told.push(what),
  });
  const call = (method: string, channel = 'C1') =>
    calm(`${origin}/api/${method}`, { method: 'POST', body: `channel=${channel}` });
  return { calm, origin, time, call };
}

/** Answers 429 so many times, with those headers, and then 200. */
function limited(times: number, headers: Record<string, string> = { 'retry-after': '7' }): RequestListener {
  let left = times;
  return (_request, response) => {
    left -= 1;
    if (left >= 0) response.writeHead(429, headers).end();
    else response.end('{"ok":true}');
  };
}

describe('a 429', () => {
  it('is waited for as long as Slack says', async () => {
    const { call, time } = await begin(limited(2));
    expect((await call('views.publish')).status).toBe(200);
    expect(time.waits).toEqual([7_000, 7_000]);
  });

  it('without a time is waited for a second', async () => {
    const { call, time } = await begin(limited(1, {}));
    expect((await call('views.publish')).status).toBe(200);
    expect(time.waits).toEqual([1_000]);
  });

  it('closes its method in its channel, and nothing else', async () => {
    const { call, time } = await begin(limited(1, { 'retry-after': '90' }));
    expect((await call('chat.update', 'C1')).status).toBe(429);
    expect((await call('chat.update', 'C2')).status).toBe(200);
    expect((await call('chat.delete', 'C1')).status).toBe(200);
    expect(time.waits).toEqual([]);
    const again = await call('chat.update', 'C1');
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '90']);
    time.now = 90_000;
    expect((await call('chat.update', 'C1')).status).toBe(200);
  });

  it('keeps what opens a modal no longer than its trigger lives', async () => {
    const { call, time } = await begin(limited(1, { 'retry-after': '3' }));
    expect((await call('views.open')).status).toBe(429);
    expect(time.waits).toEqual([]);
  });

  it('is told of without the address of a response_url, which is a secret', async () => {
    const { calm, origin, time } = await begin(limited(1));
    expect((await calm(`${origin}/commands/T1/22/secret`, { method: 'POST' })).status).toBe(200);
    expect(time.told).toEqual(['response_url']);
  });

  it('that goes on is handed on after a few attempts', async () => {
    const { call, time } = await begin(limited(100));
    expect((await call('chat.update')).status).toBe(429);
    expect(time.waits).toEqual([7_000, 7_000, 7_000]);
  });

  it('is what a message gets at once that would wait for its turn longer than a minute', async () => {
    let asked = 0;
    const answer: RequestListener = (_request, response) => {
      asked += 1;
      response.end('{}');
    };
    const { call, time } = await begin(answer, { waits: false });
    const statuses: number[] = [];
    for (let count = 0; count < 80; count++) {
      void call('chat.postMessage').then(({ status }) => statuses.push(status));
    }
    await expect.poll(() => statuses.length).toBe(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(17);
    expect(asked).toBe(3);
    expect(time.waits).toEqual(Array.from({ length: 60 }, (_, index) => (index + 1) * 1_000));
    const { status, headers } = await call('chat.postMessage');
    expect([status, headers.get('retry-after')]).toEqual([429, '61']);
  });

  it('keeps its channel closed, even if an earlier request gets through meanwhile', async () => {
    const held: ServerResponse[] = [];
    const { call, time } = await begin((_request, response) => held.push(response));
    const slow = call('chat.update');
    const limited = call('chat.update');
    await expect.poll(() => held.length).toBe(2);
    held[1]?.writeHead(429, { 'retry-after': '90' }).end();
    expect((await limited).status).toBe(429);
    held[0]?.end('{}');
    expect((await slow).status).toBe(200);
    expect((await call('chat.update')).status).toBe(429);
    expect([held.length, time.waits]).toEqual([2, []]);
  });
});

describe('an address', () => {
  it.each([
    ['https://slack.com/api/chat.postMessage', true],
    ['https://hooks.slack.com/commands/T1/2/x', true],
    ['https://hooks.slack-gov.com/actions/T1/2/x', true],
    ['http://slack.com/api/', false],
    ['https://slack.com.evil.example/', false],
    ['https://evilslack.com/', false],
    ['https://slack.com@evil.example/', false],
    ['https://user@slack.com/', false],
    ['https://slack.com:8443/', false],
    ['https://127.0.0.1/', false],
    ['https://slack.com%2eevil.example/', false],
  ])('%s: Slack’s own is %s', (url, own) => {
    expect(isSlackAddress(new URL(url))).toBe(own);
  });

  it('of no other host, port or protocol is Slack’s, whoever it names', () => {
    const label = fc.stringMatching(/^[a-z]{1,6}$/);
    const parts = fc.record({
      protocol: fc.constantFrom('https', 'http', 'wss', 'ftp'),
      user: fc.constantFrom('', 'slack.com@', 'slack.com:443@', ':x@'),
      before: fc.oneof(
        fc.constantFrom('', 'hooks.', 'a-b.c.'),
        label,
        label.map((name) => `${name}-`),
      ),
      name: fc.constantFrom('slack.com', 'slack-gov.com', 'slack.co', 'sla-ck.com', 'slackxcom'),
      after: fc.oneof(
        fc.constantFrom('', '.', '.com'),
        label,
        label.map((name) => `.${name}`),
      ),
      port: fc.constantFrom('', ':80', ':444'),
      path: fc.constantFrom(
        '/',
        '/api/chat.postMessage',
        '/@slack.com/',
        '?https://slack.com/',
        '#slack.com',
      ),
    });
    fc.assert(
      fc.property(parts, ({ protocol, user, before, name, after, port, path }) => {
        const own =
          protocol === 'https' &&
          ['slack.com', 'slack-gov.com'].includes(name + after) &&
          ['', 'hooks.', 'a-b.c.'].includes(before) &&
          user + port === '';
        const url = new URL(`${protocol}://${user}${before}${name}${after}${port}${path}`);
        expect([url.href, isSlackAddress(url)]).toEqual([url.href, own]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is not Slack’s is never asked, nor one that an answer leads to', async () => {
    const asked: unknown[] = [];
    const { calm, origin } = await begin(({ url }, response) => {
      asked.push(url);
      response.writeHead(asked.length === 1 ? 307 : 200, { location: '/elsewhere' }).end();
    });
    await expect(calm('http://127.0.0.1:9/response')).rejects.toThrow('is no address of Slack');
    await expect(calm('https://hooks.slack.com/x')).rejects.toThrow('is no address of Slack');
    await expect(calm(`${origin}/response/1`)).rejects.toThrow();
    expect(asked).toEqual(['/response/1']);
  });
});
