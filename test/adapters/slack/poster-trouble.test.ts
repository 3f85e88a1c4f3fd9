import { createServer, type RequestListener } from 'node:http';
import { WebAPIHTTPError, WebAPIRequestError } from '@slack/web-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/adapters/slack/post-failure.ts';
import { message, text } from '../../../src/chat/reply.ts';
import { closeServer, listen } from '../../support/slack/front.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { identityIn, type Posting, posterIn } from './posting.ts';

const hello = { id: 'post1', message: message(text('hello')) };
const firstSentAt = Temporal.Instant.from('2026-11-26T08:00:00Z');
let workspace: Workspace;
let posting: Posting;
const post = (by = posting, timeoutMs = 5_000) => by.poster.post(posting.to('general'), hello, timeoutMs);
const general = () => workspace.messages(workspace.channel('general'));

beforeAll(async () => {
  workspace = await startWorkspace();
  posting = posterIn(workspace);
});
afterAll(async () => {
  expect(workspace.breaches).toEqual([]);
  await workspace.close();
});

describe('what Slack refuses', () => {
  test.each([
    ['not_in_channel', '/invite @companion'],
    ['channel_not_found', '/invite @companion'],
    ['is_archived', 'The channel is archived.'],
    ['restricted_action', 'Only some people may post in that channel.'],
    ['restricted_action_read_only_channel', 'Its managers can allow @companion'],
    ['restricted_action_thread_only_channel', 'Its managers can allow @companion'],
    ['restricted_action_of_tomorrow', 'Only some people may post in that channel.'],
    ['method_not_supported_for_channel_type', 'choose another channel'],
    ['user_is_restricted', 'I cannot write to you directly.'],
    ['cannot_dm_bot', 'I cannot write to you directly.'],
    ['access_denied', 'Ask its administrators'],
  ])('as %s holds for the channel, with what to do', async (error, said) => {
    workspace.fail('chat.postMessage', error);
    const mend = expect.stringContaining(said);
    expect(await post()).toEqual({ outcome: 'refused', code: error, holdsFor: 'channel', mend });
  });

  test('for want of a right names that right', async () => {
    workspace.fail('chat.postMessage', 'missing_scope', 1, { needed: 'chat:write' });
    const mend = expect.stringContaining('chat:write');
    expect(await post()).toMatchObject({ outcome: 'refused', holdsFor: 'channel', mend });
  });

  test.each([
    'invalid_blocks',
    'msg_too_long',
    'no_text',
    'invalid_metadata_format',
    'restricted_actions',
    'owls_are_asleep',
  ])('as %s holds for this message alone', async (error) => {
    workspace.fail('chat.postMessage', error);
    expect(await post()).toMatchObject({ outcome: 'refused', code: error, holdsFor: 'message' });
  });

  test.each([
    ['elsewhere', 'not_in_channel'],
    ['secret', 'channel_not_found'],
  ])('in %s is refused as %s', async (name, code) => {
    const refused = await posting.poster.post(posting.to(name), hello, 5_000);
    expect(refused).toMatchObject({ outcome: 'refused', code, holdsFor: 'channel' });
  });

  test('where only answers are allowed is refused', async () => {
    const channel = workspace.channel('general');
    channel.writes = 'in threads';
    expect(await post()).toMatchObject({ code: 'restricted_action_thread_only_channel' });
    channel.writes = 'everywhere';
  });

  test('for the token stops no channel, and is told', async () => {
    for (const error of ['token_revoked', 'invalid_auth', 'account_inactive']) {
      workspace.fail('chat.postMessage', error);
      expect(await post()).toEqual({ outcome: 'later', afterMs: 300_000, reason: error });
      expect(posting.lockedOut.splice(0)).toEqual([{ error }]);
    }
  });
});

describe('what is certainly not posted', () => {
  test('since Slack or the channel is busy, waits for so long and is not repeated', async () => {
    const limited = await startWorkspace();
    const own = posterIn(limited);
    const attempt = () => own.poster.post(own.to('general'), hello, 5_000);
    limited.fail('chat.postMessage', 'ratelimited');
    expect(await attempt()).toEqual({ outcome: 'later', reason: 'ratelimited' });
    limited.fail('chat.postMessage', 'external_channel_migrating');
    expect(await attempt()).toEqual({ outcome: 'later', reason: 'external_channel_migrating' });
    limited.limit('chat.postMessage', { retryAfter: 7 });
    expect(await attempt()).toEqual({ outcome: 'later', afterMs: 7_000, reason: 'Slack asks to wait' });
    expect(limited.callsOf('chat.postMessage')).toHaveLength(3);
    await limited.close();
  });

  test('since nobody listens there, may be tried later', async () => {
    const server = createServer();
    const apiUrl = `${await listen(server)}/api/`;
    await closeServer(server);
    expect(await post(posterIn(workspace, { apiUrl }))).toEqual({ outcome: 'later', reason: 'ECONNREFUSED' });
  });

  test('since the bot is not connected, or is in another workspace', async () => {
    const { poster } = posterIn(workspace, { me: () => ({ ...identityIn(workspace), workspace: 'T2' }) });
    const where = posting.to('general');
    const other = { outcome: 'later', afterMs: 300_000, reason: 'the bot is in another workspace now' };
    expect(await poster.post(where, hello, 5_000)).toEqual(other);
    expect(await poster.find(where, { id: 'post1', firstSentAt, agoMs: 0 }, 5_000)).toEqual(other);
    const early = posterIn(workspace, { me: () => undefined });
    const notYet = { outcome: 'later', reason: 'Slack is not connected yet' };
    expect(await post(early)).toEqual(notYet);
    expect(await early.poster.find(where, { id: 'post1', firstSentAt, agoMs: 0 }, 5_000)).toEqual(notYet);
  });

  test.each(['ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'since %s',
    (code) => {
      const met = (cause: unknown) => new WebAPIRequestError(new TypeError('fetch failed', { cause }));
      const error = Object.assign(new Error('no'), { code });
      expect(failureOf(met(error), about)).toEqual({ outcome: 'later', reason: code });
      expect(failureOf(met(new AggregateError([error, error])), about)).toMatchObject({ outcome: 'later' });
      const reset = Object.assign(new Error('no'), { code: 'ECONNRESET' });
      expect(failureOf(met(new AggregateError([error, reset])), about)).toMatchObject({
        outcome: 'uncertain',
      });
    },
  );
});

const about = { bot: 'companion', to: 'channel' } as const;

describe('what nobody knows', () => {
  const fresh = async (trouble: (fresh: Workspace) => void, timeoutMs?: number) => {
    const own = await startWorkspace();
    trouble(own);
    const to = { type: 'channel', workspace: own.app.team.id, channel: own.channel('general').id } as const;
    const sent = await posterIn(own).poster.post(to, hello, timeoutMs ?? 5_000);
    const calls = own.callsOf('chat.postMessage').length;
    const shown = own.messages(own.channel('general')).length;
    await own.close();
    return { sent, calls, shown };
  };

  test.each([
    ['500', 'HTTP 500'],
    ['reset', 'UND_ERR_SOCKET'],
  ] as const)('after %s, with the work done or not', async (how, reason) => {
    for (const applied of [true, false]) {
      const met = await fresh((own) =>
        own.break('chat.postMessage', how === '500' ? 500 : how, 1, { applied }),
      );
      expect(met).toMatchObject({ calls: 1, shown: applied ? 1 : 0, sent: { outcome: 'uncertain' } });
      if (how === '500') expect(met.sent).toMatchObject({ reason });
    }
  });

  test('after its time is over', async () => {
    const silent = await fresh((own) => own.break('chat.postMessage', 'silence', 1, { applied: true }), 60);
    expect(silent).toEqual({ calls: 1, shown: 1, sent: { outcome: 'uncertain', reason: 'TimeoutError' } });
    const slow = await fresh((own) => own.slow('chat.postMessage', 5_000), 60);
    expect(slow.sent).toMatchObject({ outcome: 'uncertain' });
  });

  test.each(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])(
    'after %s',
    async (error) => {
      workspace.fail('chat.postMessage', error);
      expect(await post()).toEqual({ outcome: 'uncertain', reason: error });
    },
  );

  const answered = async (listener: RequestListener) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => listener(request, response));
    });
    const apiUrl = `${await listen(server)}/api/`;
    const sent = await post(posterIn(workspace, { apiUrl }));
    await closeServer(server);
    return sent;
  };

  test.each(['<html>sorry</html>', '', 'null', '{}', '[]', '"ok"', '{"ok":true}', '{"ok":false,"error":{}}'])(
    'after an answer of %s',
    async (body) => {
      expect(await answered((_, response) => response.end(body))).toMatchObject({ outcome: 'uncertain' });
    },
  );

  test('after an answer that breaks off', async () => {
    const sent = await answered((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"ok":true,');
      response.destroy();
    });
    expect(sent).toMatchObject({ outcome: 'uncertain' });
  });

  test('is never sent on to where an answer points', async () => {
    const before = general().length;
    const elsewhere = `${workspace.apiUrl}chat.postMessage`;
    const sent = await answered((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(sent).toMatchObject({ outcome: 'uncertain' });
    expect(general()).toHaveLength(before);
  });

  test('is told apart for every status and every word', () => {
    const statuses = fc.integer({ min: 300, max: 599 });
    fc.assert(
      fc.property(statuses, (status) => {
        const { outcome } = failureOf(new WebAPIHTTPError(status, '', {}), about);
        const door = status >= 400 && status < 500 && status !== 408;
        expect(outcome).toBe(door ? 'later' : 'uncertain');
      }),
      { examples: [[408], [404], [502]] },
    );
    fc.assert(
      fc.property(fc.string(), (word) => {
        const failure = failureOf(
          Object.assign(new Error('no'), { data: { ok: false, error: word } }),
          about,
        );
        if (failure.outcome === 'refused') expect(word).toMatch(/^[a-z][a-z0-9_]*$/);
      }),
    );
  });
});
