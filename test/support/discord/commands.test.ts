import { type APIApplicationCommand, DiscordAPIError, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandFindings } from './command-breaches.ts';
import { type LoopbackDiscord, startDiscord } from './discord.ts';

const option = (name: string, more = {}) => ({ type: 3, name, description: 'Some', ...more });
const command = (...options: readonly unknown[]) => ({ name: 'ask', description: 'Ask', options });
const many = (count: number) => Array.from({ length: count }, (_, index) => index);
const choices = (count: number) => many(count).map((value) => ({ name: `c${value}`, value: `${value}` }));
const inside = (type: number, options: readonly unknown[]) => ({
  type,
  name: 'in',
  description: 'In',
  options,
});

describe('what Discord refuses in a command', () => {
  test.each([
    ['a name with capitals', { name: 'Ask', description: 'Ask' }, 'name'],
    ['a name with a space', { name: 'a b', description: 'Ask' }, 'name'],
    ['no description', { name: 'ask' }, 'description'],
    ['a long description', { name: 'ask', description: 'a'.repeat(101) }, 'description'],
    ['a description of a menu', { name: 'Ask', type: 3, description: 'Ask' }, 'description'],
    ['an unknown type', { name: 'ask', type: 9, description: 'Ask' }, 'type'],
    ['26 options', command(...many(26).map((index) => option(`o${index}`))), 'options'],
    ['26 choices', command(option('a', { choices: choices(26) })), 'options.0.choices'],
    [
      'a long name of a choice',
      command(option('a', { choices: [{ name: 'n'.repeat(101), value: 'v' }] })),
      'options.0.choices.0.name',
    ],
    [
      'choices and autocomplete',
      command(option('a', { choices: choices(1), autocomplete: true })),
      'options.0',
    ],
    ['required after optional', command(option('a'), option('b', { required: true })), 'options.1'],
    ['an option twice', command(option('a'), option('a')), 'options.1'],
    ['an option beside a subcommand', command(option('a'), inside(1, [])), 'options.0'],
    ['a subcommand in a subcommand', command(inside(1, [inside(1, [])])), 'options.0'],
    ['a group in a group', command(inside(2, [inside(2, [])])), 'options.0'],
    ['a length of a number', command(option('a', { type: 4, max_length: 3 })), 'options.0.min_length'],
    [
      'the least over the most',
      command(option('a', { min_length: 3, max_length: 2 })),
      'options.0.min_length',
    ],
    ['contexts that are none', { ...command(), contexts: [3] }, 'contexts'],
    ['no installation', { ...command(), integration_types: [] }, 'integration_types'],
    [
      'more than 8000 characters',
      command(
        ...many(5).map((index) =>
          option(`o${index}`, {
            choices: many(25).map((at) => ({ name: `${'n'.repeat(70)}${at}`, value: 'v' })),
          }),
        ),
      ),
      '',
    ],
  ])('%s', (_, body, place) => {
    expect(commandFindings(body, true).map(({ path }) => path.join('.'))).toContain(place);
  });

  test('nothing in commands that are right', () => {
    const group = inside(2, [
      inside(1, [option('a', { required: true, choices: choices(25) }), option('b')]),
    ]);
    expect(
      commandFindings({ ...command(group), contexts: [0, 1, 2], integration_types: [0, 1] }, true),
    ).toEqual([]);
    expect(commandFindings({ name: 'Find this for me', type: 3 }, true)).toEqual([]);
    expect(commandFindings({ name: 'fünf-ωδή', description: 'Ask' }, false)).toEqual([]);
  });
});

describe('registering commands', () => {
  let discord: LoopbackDiscord;
  let rest: REST;
  beforeEach(async () => {
    discord = await startDiscord();
    rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.botToken);
  });
  afterEach(() => discord.close());
  const put = (body: unknown) =>
    rest.put(Routes.applicationCommands(discord.applicationId), { body }) as Promise<APIApplicationCommand[]>;

  test('Discord adds what it knows, and a command that stays keeps its id and version', async () => {
    const ask = command(option('a', { required: false, autocomplete: false }), option('b'));
    const [first] = await put([ask]);
    expect(first).toMatchObject({
      application_id: discord.applicationId,
      default_member_permissions: null,
      ...{ type: 1, nsfw: false, dm_permission: true, contexts: null, integration_types: [0] },
    });
    expect(first?.options?.[0]).not.toHaveProperty('required');
    const find = { name: 'Find', type: 3, contexts: [0] };
    expect(await put([ask, find])).toMatchObject([
      first,
      { name: 'Find', description: '', dm_permission: false },
    ]);
    const [changed] = await put([{ ...ask, description: 'Ask more' }]);
    expect(changed?.id).toBe(first?.id);
    expect(changed?.version).not.toBe(first?.version);
    expect(discord.registered()).toEqual([changed]);
    const [read] = (await rest.get(Routes.applicationCommands(discord.applicationId))) as unknown[];
    expect(read).not.toHaveProperty('name_localizations');
    expect(read).toMatchObject({ id: first?.id, description: 'Ask more' });
  });

  test('one by one, and for one guild', async () => {
    const [{ id }, { applicationId }] = [discord.guild('school'), discord];
    const route = Routes.applicationGuildCommands(applicationId, id);
    await rest.post(route, { body: command() });
    await rest.post(route, { body: { ...command(), description: 'Again' } });
    const posts = discord.callsOf('POST /applications/:app/guilds/:guild/commands');
    expect(posts.map(({ status }) => status)).toEqual([201, 200]);
    expect(discord.registered(discord.guild('school'))).toMatchObject([
      { guild_id: id, description: 'Again' },
    ]);
    expect(discord.registered()).toEqual([]);
    const friends = Routes.applicationGuildCommands(applicationId, discord.guild('friends').id);
    await expect(rest.put(friends, { body: [] })).rejects.toMatchObject({ status: 403, code: 50_001 });
  });

  test('nothing is registered when one is wrong, and each place is named', async () => {
    const wrong = [command(), { name: 'B', description: 'b' }, command()];
    const error: unknown = await put(wrong).catch((reason: unknown) => reason);
    if (!(error instanceof DiscordAPIError)) throw new Error('was not refused');
    expect(error.message).toContain('1.name[APPLICATION_COMMAND_INVALID_NAME]: Command name is invalid');
    expect(error.message).toContain('2[APPLICATION_COMMANDS_DUPLICATE_NAME]');
    expect(discord.registered()).toEqual([]);
    expect(discord.breaches).toHaveLength(2);
    const crowd = many(101).map((index) => ({ name: `c${index}`, description: 'One' }));
    await expect(put(crowd)).rejects.toMatchObject({ code: 30_032 });
  });
});
