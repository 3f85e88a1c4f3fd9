import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/adapter.ts';
import { createPeople } from '../../support/slack/people.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { bot, type Connected, connect, settingsOf } from './connected.ts';

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

const challenge = (word: string) => JSON.stringify({ type: 'url_verification', challenge: word, token: 't' });

describe('a request to /slack/events', () => {
  it('is answered when Slack has signed it', async () => {
    const asked = await connected.people.slash(workspace.person('ada'), 'resource docker');
    expect([asked.status, asked.shown?.visibility]).toEqual([200, 'ephemeral']);
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
    const before = workspace.callsOf('chat.postMessage').length;
    const event = {
      type: 'app_mention',
      user: workspace.person('ada').id,
      text: 'docker',
      ts: '1700000000.000100',
    };
    const channel = workspace.channel('general').id;
    const body = connected.people.eventBody({ ...event, channel });
    const request = signed(JSON.stringify(body));
    expect((await fetch(url, request)).status).toBe(200);
    expect((await fetch(url, request)).status).toBe(401);
    await workspace.until(() => workspace.messages(workspace.channel('general')).length > 0);
    expect(workspace.callsOf('chat.postMessage').length).toBe(before + 1);

    const wrong = signed(challenge('f'), { secret: 'another0secret0of0another0app000' });
    expect([(await fetch(url, wrong)).status, (await fetch(url, wrong)).status]).toEqual([401, 401]);
    expect((await fetch(url, signed(challenge('f')))).status).toBe(200);
  });

  it('does nothing when it is an event that Slack sends again', async () => {
    const channel = workspace.channel('general');
    const before = workspace.messages(channel).length;
    const { sent } = await connected.people.mention(workspace.person('mary'), channel, '@companion docker');
    expect((await connected.people.event(sent, { num: 1, reason: 'http_timeout' })).status).toBe(200);
    expect((await connected.people.event(sent, { num: 2, reason: 'http_timeout' })).status).toBe(200);
    await connected.people.mention(workspace.person('mary'), channel, '@companion git');
    await workspace.until(() => workspace.messages(channel).length === before + 2);
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
    // Side by side: what Bolt does not know it answers after 3 s.
    const answers = bodies.map(async ([body, type], index) => {
      const { status } = await fetch(url, signed(body, { type, age: index }));
      return status;
    });
    for (const status of await Promise.all(answers)) expect([200, 400, 401, 404, 500]).toContain(status);
    expect((await fetch(url, signed('null'))).status).toBe(400);
    expect(
      (await fetch(url, { ...signed('null', { secret: 'another0secret0of0another0app000' }) })).status,
    ).toBe(401);
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
