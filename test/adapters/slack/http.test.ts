import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/adapter.ts';
import { createPeople } from '../../support/slack/people.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { bot, type Connected, connect, settingsOf } from './connected.ts';
import { tsOf } from './seen.ts';

let workspace: Workspace;
let connected: Connected;
let url: string;

beforeAll(async () => {
  workspace = await startWorkspace();
  connected = await connect(workspace);
  url = connected.url ?? '';
});

afterAll(async () => {
  await connected.stop();
  await workspace.close();
  expect(workspace.breaches).toEqual([]);
});

interface Signing {
  secret?: string;
  /** Seconds. */
  age?: number;
  type?: string;
}

/** A request as Slack signs it: docs.slack.dev/authentication/verifying-requests-from-slack. */
function signed(
  body: string,
  { secret = workspace.signingSecret, age = 0, type = 'application/json' }: Signing = {},
) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

const posts = () => workspace.callsOf('chat.postMessage').length;

/** Somebody calls the bot; `before` is how often it has posted until then. */
function mentionOf(name: string, ts: string) {
  const event = { type: 'app_mention', user: workspace.person(name).id, text: 'docker', ts };
  const body = connected.people.eventBody({ ...event, channel: workspace.channel('general').id });
  return { before: posts(), request: signed(JSON.stringify(body)) };
}

/** Sends half of it, and is gone. */
async function breakOff({ body, headers }: ReturnType<typeof signed>): Promise<void> {
  const half = httpRequest(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } });
  half.on('error', () => {});
  half.write(body.slice(0, 5));
  await wait(50);
  half.destroy();
  await wait(50);
}

const challenge = (word: string) => JSON.stringify({ type: 'url_verification', challenge: word, token: 't' });

describe('a request to /slack/events', () => {
  it('is answered when Slack has signed it', async () => {
    const asked = await connected.people.slash(workspace.person('ada'), 'resource docker');
    expect([asked.status, asked.shown?.visibility]).toEqual([200, 'ephemeral']);
  });

  it('is answered whatever more its type says', async () => {
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    const about = { command: '/mlops', text: 'help', user_id: 'U1', user_name: 'ada', team_id: 'T1' };
    const body = new URLSearchParams({
      ...about,
      channel_id: 'C1',
      trigger_id: '1',
      response_url: url,
    }).toString();
    const answer = await fetch(url, signed(body, { type }));
    expect([answer.status, await answer.json()]).toMatchObject([200, { response_type: 'ephemeral' }]);
  });

  it('is answered with the challenge when Slack checks the address', async () => {
    const answer = await fetch(url, signed(challenge('a word')));
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'a word' }]);
  });

  it('is refused with another secret, with none, and when it is older than five minutes', async () => {
    const status = async (request: RequestInit) => (await fetch(url, request)).status;
    expect(await status(signed(challenge('b'), { secret: 'another0secret0of0another0app000' }))).toBe(401);
    const { body, method } = signed(challenge('c'));
    expect(await status({ body, method })).toBe(401);
    expect(await status(signed(challenge('d'), { age: 301 }))).toBe(401);
    expect(await status(signed(challenge('e'), { age: 290 }))).toBe(200);
  });

  it('is refused when it is a copy, and one that was refused may come again rightly signed', async () => {
    const { before, request } = mentionOf('ada', '1700000000.000100');
    expect((await fetch(url, request)).status).toBe(200);
    expect((await fetch(url, request)).status).toBe(401);
    await workspace.until(() => posts() > before);
    expect(posts()).toBe(before + 1);

    const wrong = signed(challenge('f'), { secret: 'another0secret0of0another0app000' });
    expect([(await fetch(url, wrong)).status, (await fetch(url, wrong)).status]).toEqual([401, 401]);
    expect((await fetch(url, signed(challenge('f')))).status).toBe(200);
  });

  it('is refused when it is a copy whose signature only looks different', async () => {
    const { before, request } = mentionOf('grace', '1700000000.000200');
    expect((await fetch(url, request)).status).toBe(200);
    const { 'x-slack-signature': signature } = request.headers;
    for (const other of [`${signature}=`, `${signature}=x`, ` ${signature} `, signature.toUpperCase()]) {
      const headers = { ...request.headers, 'x-slack-signature': other };
      expect((await fetch(url, { ...request, headers })).status).toBe(401);
    }
    await workspace.until(() => posts() > before);
    expect(posts()).toBe(before + 1);
  });

  it('is nobody’s copy when its signature came before with what Slack never signed', async () => {
    const request = signed(challenge('g'));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const asks = { ...request, body: 'ssl_check=1&command=x', headers: { ...request.headers, ...form } };
    expect((await fetch(url, asks)).status).toBe(200);
    await breakOff(request);
    expect((await fetch(url, request)).status).toBe(200);
  });

  it('is answered, unsigned, when Slack checks the certificate, and does nothing', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const before = workspace.calls.length;
    const body = `ssl_check=1&token=t&command=%2Fmlops&text=docker&response_url=${workspace.apiUrl}x`;
    const answer = await fetch(url, { method: 'POST', body, headers });
    expect([answer.status, await answer.text(), workspace.calls.length]).toEqual([200, '', before]);
    expect((await fetch(url, { method: 'POST', body: body.slice(12), headers })).status).toBe(401);
  });

  it('does nothing when it is an event that Slack sends again', async () => {
    const channel = workspace.channel('general');
    const before = workspace.messages(channel).length;
    const { sent } = await connected.people.mention(workspace.person('mary'), channel, '@companion docker');
    // Within the same second it is the same to the byte; later it is signed anew.
    for (const [index, age] of [0, 1, 2].entries()) {
      const again = signed(JSON.stringify(sent), { age });
      const retry = { 'x-slack-retry-num': String(index + 1), 'x-slack-retry-reason': 'http_timeout' };
      const request = { ...again, headers: { ...again.headers, ...retry } };
      expect((await fetch(url, request)).status).toBe(200);
    }
    const last = await connected.people.mention(workspace.person('mary'), channel, '@companion git');
    const answered = () => workspace.messages(channel).filter((one) => one.thread_ts === tsOf(last));
    await workspace.until(() => answered().length > 0);
    expect(workspace.messages(channel)).toHaveLength(before + 2);
  });

  it('is refused when it is huge', async () => {
    const answer = await fetch(url, signed(JSON.stringify({ text: 'x'.repeat(2_000_000) })));
    expect(answer.status).toBe(413);
  });

  it('may hold anything that is signed, and the next one is answered', async () => {
    const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain');
    const payload = fc.json().map((json) => `payload=${encodeURIComponent(json)}`);
    const kinds = fc.constantFrom(
      'block_actions',
      'view_submission',
      'block_suggestion',
      'event_callback',
      'shortcut',
    );
    const typed = fc
      .tuple(kinds, fc.dictionary(fc.string(), fc.jsonValue()))
      .map(([type, more]) => `payload=${encodeURIComponent(JSON.stringify({ ...more, type }))}`);
    const bodies = fc.sample(fc.tuple(fc.oneof(fc.string(), fc.json(), payload, typed), types), 200);
    const answers = bodies.map(async ([body, type], index) => {
      const { status } = await fetch(url, signed(body, { type, age: index }));
      return status;
    });
    for (const status of await Promise.all(answers)) expect([200, 400, 401, 404, 500]).toContain(status);
    const form = 'application/x-www-form-urlencoded';
    const none: [string, Signing][] = [
      ['null', {}],
      ['payload=null', { type: form }],
      ['%70ayload=null', { type: form }],
      ['a=%&payload=1', { type: form }],
    ];
    for (const [body, how] of none) {
      const secret = 'another0secret0of0another0app000';
      const request = signed(body, how);
      // What was not taken is nobody's copy.
      for (const _ of ['once', 'again']) expect((await fetch(url, request)).status).toBe(400);
      expect((await fetch(url, signed(body, { ...how, secret }))).status).toBe(401);
    }
    const asked = await connected.people.slash(workspace.person('ada'), 'help');
    expect(asked.shown?.text).toContain('MLOps Companion');
  });

  it('is not there for whoever only looks, and leaves the rest of the server alone', async () => {
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    const ready = await (await fetch(new URL('/readyz', url))).json();
    expect(ready).toEqual({ status: 'ready', store: 'ready', slack: 'connected' });
  });

  it('leaves no secret in the log', () => {
    const { botToken, signingSecret } = workspace;
    for (const secret of [botToken, signingSecret]) expect(connected.logged.join('\n')).not.toContain(secret);
  });
});

it('a copy is known for longer than five minutes, since this machine may be behind Slack', async () => {
  let now = 0;
  const other = await connect(workspace, { clock: () => now });
  const body = new URLSearchParams({ command: '/mlops', text: 'help', user_id: 'U1' }).toString();
  const request = signed(body, { age: -290, type: 'application/x-www-form-urlencoded' });
  const status = async () => (await fetch(other.url ?? '', request)).status;
  expect(await status()).toBe(200);
  now = 9.5 * 60_000;
  expect(await status()).toBe(401);
  await other.stop();
});

describe('before Slack knows the bot', () => {
  it('a request is told to come again', async () => {
    const slack = createSlack({
      settings: settingsOf(workspace, 'http'),
      dispatcher: bot.dispatcher,
      commands: bot.deps.commands,
      commandName: 'mlops',
      log: { debug() {}, info() {}, warn() {}, error() {} },
      clock: () => performance.now(),
      wait: async () => {},
      random: () => 0,
    });
    expect([slack.state(), slack.route?.path]).toEqual(['connecting', '/slack/events']);
    const server = createServer((request, response) => slack.route?.handle(request, response)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const people = createPeople(workspace, { type: 'http', url: `http://127.0.0.1:${port}/slack/events` });
    expect((await people.slash(workspace.person('ada'), 'help')).status).toBe(503);
    expect(await slack.connect()).toBeUndefined();
    expect((await people.slash(workspace.person('ada'), 'help')).status).toBe(200);
    server.closeAllConnections();
    server.close();
  });
});
