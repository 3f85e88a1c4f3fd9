import { PermissionFlagsBits } from 'discord-api-types/v10';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { permissionBits } from '../../../src/adapters/discord/permissions.ts';
import type { Caller } from '../../../src/chat/command.ts';
import type { Answer, Dispatcher } from '../../../src/chat/dispatch.ts';
import { message, text } from '../../../src/chat/reply.ts';
import { toText } from '../../../src/chat/text.ts';
import { isObject, type Json } from '../../support/shape.ts';
import { scene } from './scene.ts';

let callers: Caller[] = [];
const call = async (_: unknown, __: unknown, caller: Caller): Promise<Answer> => {
  callers.push(caller);
  return { args: {}, visibility: 'private', reply: message(text('Yes')) };
};
const dispatcher: Dispatcher = {
  type: async () => ({ args: {}, visibility: 'private', reply: message(text('No')) }),
  call,
  press: (_, caller) => call(_, undefined, caller),
  suggest: async () => [],
};
const managers = ['U024BE7LH', 'discord:200000000000000001', ' 300000000000000001'];
const anyone = scene({ dispatcher });
const few = scene({ dispatcher, managers });

beforeEach(() => {
  callers = [];
});

const placeIn = (discord: typeof anyone, place: string) =>
  place.startsWith('dm-') ? discord.loopback.dmOf(discord.person(place.slice(3))) : discord.channel(place);

const may = async (caller: Caller) => (await caller.may('daily')).may;
const why = async (caller: Caller) => {
  const permission = await caller.may('daily');
  return permission.may ? '' : toText(permission.says);
};

/** Who the commands are told that asks there. */
async function asking(name: string, place: string, discord = anyone): Promise<Caller> {
  const where = { channel: placeIn(discord, place), name: 'mlops' };
  const asked = await discord.people.slash(discord.person(name), 'help', {}, where);
  await asked.settled();
  const [caller] = callers.splice(0);
  if (caller === undefined) throw new Error('nobody asked');
  return caller;
}

/** The same with something else in what Discord sends. */
async function askingWith(change: (sent: Json) => Json, discord = anyone): Promise<Caller> {
  const where = { channel: discord.channel('general'), name: 'mlops' };
  const asked = await discord.people.slash(discord.person('grace'), 'help', {}, where);
  await asked.settled();
  callers.splice(0);
  const id = String(BigInt(asked.id) + 4_096n);
  discord.people.raw(change({ ...asked.sent, id, token: `again-${id}` }));
  await discord.loopback.until(() => callers.length > 0);
  const [caller] = callers.splice(0);
  if (caller === undefined) throw new Error('nobody asked');
  return caller;
}

const withMember = (more: Json) => (sent: Json) => ({
  ...sent,
  member: { ...(isObject(sent.member) ? sent.member : {}), ...more },
});

describe('who asks, and where', () => {
  test.each([
    ['general', 'channel', '#general'],
    ['news', 'channel', '#news'],
    ['lounge', 'channel', '#lounge'],
    ['reading', 'thread', '#reading'],
    ['ideas', 'other', '#ideas'],
    ['pictures', 'other', '#pictures'],
  ])('in %s is told as a %s', async (place, kind, name) => {
    const { id, guild } = anyone.channel(place);
    const caller = await asking('grace', place);
    expect(caller).toMatchObject({ name: 'Grace', person: { id: anyone.person('grace').id } });
    expect(caller.place).toEqual({ platform: 'discord', workspace: guild?.id, channel: id, kind, name });
    expect(caller.zone).toBeUndefined();
  });

  it('is told apart in a conversation with the bot, and in one between people', async () => {
    const own = anyone.loopback.dmOf(anyone.person('ada'));
    expect((await asking('ada', 'dm-ada')).place).toEqual({
      platform: 'discord',
      workspace: 'direct',
      channel: own.id,
      kind: 'direct',
    });
    expect((await asking('ada', 'pair')).place).toMatchObject({ kind: 'other' });
    // Two people, each with the app on their own account.
    const channel = { id: '400000000000000001', type: 1 };
    const user = { id: anyone.person('grace').id, username: 'grace' };
    const between = await askingWith(({ guild_id: _, member: __, ...others }) => {
      return { ...others, user, channel, context: 2 };
    });
    expect(between.place).toMatchObject({ kind: 'other', workspace: 'direct' });
    expect(await why(between)).toMatch(/only answer here/);
  });
});

describe('who may switch the daily post', () => {
  it('is whoever keeps order there', async () => {
    expect(await may(await asking('ada', 'general'))).toBe(true);
    const grace = await asking('grace', 'general');
    expect(await may(grace)).toBe(false);
    expect(await why(grace)).toMatch(/may Manage Channels or Manage Messages in it/);
    expect(await may(await asking('ada', 'reading'))).toBe(true);
  });

  test.each([
    ['Administrator', true],
    ['Manage Channels', true],
    ['Manage Messages', true],
    ['Send Messages', false],
  ] as const)('with %s: %s', async (name, allowed) => {
    const caller = await askingWith(withMember({ permissions: String(permissionBits[name]) }));
    expect(await may(caller)).toBe(allowed);
  });

  it('is everybody in their own conversation with the bot', async () => {
    for (const discord of [anyone, few]) {
      expect(await may(await asking('grace', 'dm-grace', discord))).toBe(true);
    }
  });

  it('are only those who are named, themselves or by a role, if any are', async () => {
    const ada = await asking('ada', 'general', few);
    expect(await may(ada)).toBe(false);
    expect(await why(ada)).toMatch(/those alone whom DAILY_MANAGERS names/);
    const mayWith = async (more: Json) => may(await askingWith(withMember(more), few));
    const named = { id: '200000000000000001', username: 'joan', global_name: 'Joan' };
    expect(await mayWith({ user: named })).toBe(true);
    expect(await mayWith({ roles: ['100', '300000000000000001'] })).toBe(true);
    expect(await mayWith({ roles: ['100'], permissions: String(permissionBits.Administrator) })).toBe(false);
  });
});

describe('whether the bot may write there', () => {
  const access = async (place: string) => {
    const found = await (await asking('ada', place)).access?.();
    return { said: found?.obstacle === undefined ? '' : toText(found.obstacle), lacks: found?.lacks };
  };

  test.each(['general', 'news', 'lounge', 'reading', 'resting', 'dm-ada'])('it may in %s', async (place) => {
    expect(await access(place)).toEqual({ said: '', lacks: [] });
  });

  test.each([
    ['readonly', /lack Send Messages\..*Edit Channel/s],
    ['hidden', /lack View Channel and Send Messages\./],
    ['quiet', /lack Send Messages in Threads\./],
    ['locked', /locked/],
    ['ideas', /text channel, or inside one of the posts/],
    ['pictures', /text channel, or inside one of the posts/],
    ['lobby', /no member.*https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+/s],
    ['pair', /only answer here/],
  ])('it may not in %s, and says what to do', async (place, said) => {
    expect((await access(place)).said).toMatch(said);
  });

  it('lacks what helps after a lost answer', async () => {
    const { said, lacks } = await access('forgetful');
    expect([said, lacks]).toEqual(['', [expect.stringMatching(/^Read Message History: .*unknown/)]]);
  });

  test.each([
    ['lounge', /no threads in a voice channel/],
    ['reading', /has no threads in it/],
  ])('opens no thread in %s', async (place, said) => {
    expect((await (await asking('ada', place)).access?.())?.noThread).toMatch(said);
  });

  it('names the permissions that a thread and a call need', async () => {
    const held = async (...names: (keyof typeof permissionBits)[]) => {
      const all: (keyof typeof permissionBits)[] = ['View Channel', 'Send Messages', ...names];
      const app_permissions = String(all.reduce((sum, name) => sum | permissionBits[name], 0n));
      return (await askingWith((sent) => ({ ...sent, app_permissions }))).access?.();
    };
    const poor = await held();
    expect(poor?.noThread).toMatch(/lack Create Public Threads\. .*without a thread/);
    expect(poor?.noPing).toMatch(/lack Mention @everyone, @here and All Roles\./);
    const rich = await held('Create Public Threads', 'Mention Everyone');
    expect([rich?.obstacle, rich?.noThread, rich?.noPing]).toEqual([undefined, undefined, undefined]);
  });

  it.each(['ideas', 'pair'])('can never write in %s, and offers no second try', async (place) => {
    expect((await (await asking('ada', place)).access?.())?.lasting).toBe(true);
  });

  it('may in a locked thread that it can open, and anywhere as an administrator', async () => {
    const locked = { id: '400000000000000002', type: 11, thread_metadata: { locked: true, archived: true } };
    const held = [
      'View Channel',
      'Send Messages in Threads',
      'Manage Threads',
      'Read Message History',
    ] as const;
    for (const names of [held, ['Administrator'] as const]) {
      const app_permissions = String(names.reduce((sum, name) => sum | permissionBits[name], 0n));
      const caller = await askingWith((sent) => ({ ...sent, channel: locked, app_permissions }));
      expect(await caller.access?.()).toMatchObject({ lacks: [] });
      expect((await caller.access?.())?.obstacle).toBeUndefined();
    }
  });
});

it('permissions are Discord’s', () => {
  const theirs = new Map(Object.entries(PermissionFlagsBits).map(([name, bit]) => [name.toLowerCase(), bit]));
  for (const [name, bit] of Object.entries(permissionBits)) {
    expect([name, theirs.get(name.replaceAll(' ', '').toLowerCase())]).toEqual([name, bit]);
  }
});
