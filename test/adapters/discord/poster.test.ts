import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createPoster } from '../../../src/adapters/discord/poster.ts';
import type { Poster, Posting, Target } from '../../../src/chat/poster.ts';
import { code, heading, type Message, message, text } from '../../../src/chat/reply.ts';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import type { Channel } from '../../support/discord/parties.ts';
import { anyMessage } from '../../support/reply-arbitrary.ts';

const route = 'POST /channels/:channel/messages';
const timeoutMs = 5_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let discord: LoopbackDiscord;
let poster: Poster;
let now = 0;
let made = 0;

async function start(options: DiscordOptions = {}): Promise<void> {
  discord = await startDiscord({ clock: () => now, ...options });
  poster = createPoster({ token: discord.botToken, apiUrl: discord.apiUrl }, silent);
}

beforeEach(async () => {
  now = 0;
  await start();
});
afterEach(async () => {
  await discord.close();
  expect(discord.breaches).toEqual([]);
});

/** What a day's post looks like: its buttons carry its id. */
function daily(id: string, said = 'Step 1'): Message {
  const action = { command: 'done', args: { item: 'step:docker-1', post: id }, mode: 'reply' } as const;
  return message(heading(said), { type: 'actions', buttons: [{ label: 'Done', action }] });
}

function posting(more: Partial<Posting> = {}): Posting {
  const id = more.id ?? `post${++made}`;
  return { id, message: daily(id), ...more };
}

const into = ({ id, guild }: Channel): Target => ({
  type: 'channel',
  workspace: guild?.id ?? 'direct',
  channel: id,
});
const to = (name: string): Target => into(discord.channel(name));
const post = (where: Target = to('general'), more: Partial<Posting> = {}) =>
  poster.post(where, posting(more), timeoutMs);
const shown = (name = 'general') => discord.messages(discord.channel(name));

describe('a post', () => {
  it('comes, calls nobody, and its address is told', async () => {
    const general = discord.channel('general');
    const sent = await post();
    const [standing] = shown();
    expect(sent).toEqual({
      outcome: 'sent',
      messageId: standing?.id,
      channel: general.id,
      url: `https://discord.com/channels/${general.guild?.id}/${general.id}/${standing?.id}`,
    });
    expect(standing?.text).toContain('Step 1');
    expect(discord.callsOf(route)[0]?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('that is made again with its id within the window is the same one', async () => {
    const twice = posting({ id: 'abcdefghijklmnopqrstuv' });
    const first = await poster.post(to('general'), twice, timeoutMs);
    now = poster.repeatableMs;
    const again = posting({ id: twice.id, message: daily(twice.id, 'Step 1, and 1 done') });
    expect(await poster.post(to('general'), again, timeoutMs)).toEqual(first);
    expect(shown()).toHaveLength(1);
  });

  it('whose answer is lost is uncertain, and stands there once after another attempt', async () => {
    discord.fail(route, { status: 502, applied: true });
    const lost = posting();
    expect(await poster.post(to('general'), lost, timeoutMs)).toMatchObject({ outcome: 'uncertain' });
    expect(await poster.post(to('general'), lost, timeoutMs)).toMatchObject({
      outcome: 'sent',
      messageId: shown()[0]?.id,
    });
    expect(shown()).toHaveLength(1);
  });

  test.each(['reading', 'resting', 'news', 'lounge'])('goes into %s as well', async (name) => {
    expect(await post(to(name))).toMatchObject({ outcome: 'sent', channel: discord.channel(name).id });
  });

  it('of any content and with any call is one that Discord takes', async () => {
    const pings = fc.constantFrom(undefined, 'here', '123456789012345678', 'nobody');
    await fc.assert(
      fc.asyncProperty(anyMessage, pings, async (content, ping) => {
        now += 2_000;
        const sent = await post(to('general'), { message: content, ...(ping === undefined ? {} : { ping }) });
        // 45 a second is what is asked for; here are as many as go.
        if (sent.outcome !== 'later') expect(sent).toMatchObject({ outcome: 'sent' });
        expect(discord.breaches).toEqual([]);
      }),
      { numRuns: 45 },
    );
    expect(shown().length).toBeGreaterThan(30);
  });
});

describe('a call', () => {
  const role = '123456789012345678';
  const sentBody = () => discord.callsOf(route).at(-1)?.body;

  it('of a role stands above the post, and calls that role alone', async () => {
    await post(to('general'), { ping: role });
    expect(shown()[0]?.text).toMatch(new RegExp(`^<@&${role}>\n`));
    expect(sentBody()).toMatchObject({ allowed_mentions: { parse: [], roles: [role] } });
  });

  it('of all who are there stands above it', async () => {
    await post(to('general'), { ping: 'here', message: message(text('Not @everyone, and not @here')) });
    expect(shown()[0]?.text).toMatch(/^@here\n/);
    expect(sentBody()).toMatchObject({ allowed_mentions: { parse: ['everyone'] } });
  });

  test.each([
    ['of all is left out where the content would call a second time', 'here', code('echo @everyone')],
    ['of what is no role is left out', '<@1>', 'plain'],
  ])('%s', async (_, ping, content) => {
    await post(to('general'), { ping, message: message(text(content)) });
    expect(shown()[0]?.text).not.toMatch(/^(@here|<@)/);
    expect(sentBody()).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('finds room above a post that fills all there is', async () => {
    const full = message(...Array.from({ length: 60 }, () => text('x'.repeat(300))));
    expect(await post(to('general'), { ping: role, message: full })).toMatchObject({ outcome: 'sent' });
  });
});

describe('a post to a person', () => {
  const opening = 'POST /users/@me/channels';
  const person = (): Target => ({ type: 'person', workspace: 'direct', person: discord.person('ada').id });

  it('goes into the conversation, which is opened once', async () => {
    const dm = discord.dmOf(discord.person('ada'));
    for (let count = 0; count < 2; count++) {
      const sent = await post(person());
      const url = expect.stringContaining(`/channels/@me/${dm.id}/`);
      expect(sent).toMatchObject({ outcome: 'sent', channel: dm.id, url });
    }
    expect(discord.callsOf(opening)).toHaveLength(1);
    expect(discord.messages(dm)).toHaveLength(2);
  });

  it('who is not there is refused, with what to do', async () => {
    const nobody: Target = { type: 'person', workspace: 'direct', person: '1' };
    const mend = expect.stringContaining('Switch the daily post on anew');
    expect(await post(nobody)).toEqual({ outcome: 'refused', code: '50033', mend, holdsFor: 'channel' });
  });

  it('is certainly not there while the conversation could not be opened', async () => {
    discord.fail(opening, { status: 503 });
    expect(await post(person())).toMatchObject({ outcome: 'later' });
    expect(await post(person())).toMatchObject({ outcome: 'sent' });
  });
});

describe('what a person is told', () => {
  const tell = (said = 'The channel is gone.', key?: string) =>
    poster.tell(discord.person('grace').id, message(text(said)), timeoutMs, key);
  const told = () => discord.messages(discord.dmOf(discord.person('grace')));

  it('of two channels in the same words comes for each, once', async () => {
    for (const key of ['general', 'news', 'general']) await tell(undefined, key);
    expect(told()).toHaveLength(2);
  });

  it('comes in a direct message, once', async () => {
    discord.fail(route, { status: 500, applied: true });
    expect([await tell(), await tell(), await tell('Another matter.')]).toEqual(['later', 'told', 'told']);
    expect(told().map((one) => one.text)).toEqual(['The channel is gone.', 'Another matter.']);
  });

  it('is refused by whoever wants no messages', async () => {
    discord.fail(route, { status: 403, code: 50_007 });
    expect(await tell()).toBe('refused');
  });
});

describe('the limit of the whole bot', () => {
  const many = (count: number) => Promise.all(Array.from({ length: count }, () => post()));
  const outcomes = (all: readonly { outcome: string }[]) => new Set(all.map(({ outcome }) => outcome));

  it('is kept before it is reached', async () => {
    const sent = await many(60);
    expect(sent.filter(({ outcome }) => outcome === 'sent').length).toBeGreaterThanOrEqual(50);
    expect(outcomes(sent)).toEqual(new Set(['sent', 'later']));
    expect(discord.callsOf(route).map(({ status }) => status)).not.toContain(429);
  });

  it('that other processes have used up is met once, and then waited for', async () => {
    await discord.close();
    await start({ perSecond: 10 });
    const sent = await many(20);
    expect(sent.filter(({ outcome }) => outcome === 'sent')).toHaveLength(10);
    expect(sent.at(-1)).toEqual({
      outcome: 'later',
      afterMs: expect.any(Number),
      reason: expect.any(String),
    });
    expect(discord.callsOf(route).filter(({ status }) => status === 429)).toHaveLength(1);
  });
});
