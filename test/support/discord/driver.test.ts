import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareBot, message, startBareBot, whisper } from './bare-bot.ts';
import { type LoopbackDiscord, startDiscord } from './discord.ts';
import { createPeople, type People } from './people.ts';

const menu = {
  type: 1,
  components: [
    {
      type: 3,
      custom_id: 'pick',
      placeholder: 'Pick one',
      options: ['a', 'b'].map((value) => ({ label: value.toUpperCase(), value })),
    },
  ],
} as const;
const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'form',
  title: 'Ask',
  components: [
    {
      type: 18,
      label: 'Topic',
      component: { type: 4, custom_id: 'topic', style: 1, required: true, max_length: 10 },
    },
    {
      type: 18,
      label: 'Level',
      component: {
        type: 3,
        custom_id: 'level',
        required: false,
        options: [{ label: 'New', value: 'new', default: true }],
      },
    },
  ],
};

describe('people and a bare discord.js client', () => {
  let discord: LoopbackDiscord;
  let bot: BareBot;
  let people: People;

  beforeAll(async () => {
    discord = await startDiscord();
    bot = await startBareBot(discord);
    people = createPeople(discord);
    await bot.client.application.commands.set(commands);
    bot.on(answer);
  });
  afterAll(async () => {
    await bot.close();
    await discord.close();
    expect(bot.errors).toEqual([]);
    expect(discord.breaches).toEqual([]);
  });

  test('the client knows its guilds, and nothing of others', () => {
    expect(bot.client.user.id).toBe(discord.applicationId);
    expect(bot.client.guilds.cache.map(({ name }) => name)).toEqual(['school', 'club']);
    expect(discord.gateway.identifies).toMatchObject([{ shard: [0, 1], intents: 1 }]);
  });

  test('a command is answered to everybody', async () => {
    const [ada, general] = [discord.person('ada'), discord.channel('general')];
    const exchange = await (await people.slash(ada, 'resource', { query: 'docker' })).settled();
    expect(exchange.callback()).toEqual({ type: 4, at: expect.any(Number) });
    expect(exchange.shown()).toMatchObject({
      text: 'found docker',
      buttons: ['Next', 'Hide'],
      thinking: false,
    });
    expect(discord.messages(general)).toContain(exchange.shown());
  });

  test('people cannot run what is not registered, or with what it does not take', async () => {
    const ada = discord.person('ada');
    await expect(people.slash(ada, 'nothing')).rejects.toThrow('no command is called nothing');
    await expect(people.slash(ada, 'resource')).rejects.toThrow('query is required');
    await expect(people.slash(ada, 'resource', { q: 'a' })).rejects.toThrow('no option q: query, level');
    const level = { query: 'a', level: 'none' };
    await expect(people.slash(ada, 'resource', level)).rejects.toThrow('level does not offer none');
    await expect(people.slash(ada, 'daily')).rejects.toThrow('/daily needs one of on, off');
    const lobby = { channel: discord.channel('lobby') };
    await expect(people.slash(ada, 'daily on', {}, lobby)).rejects.toThrow('not installed for it');
  });

  test('a subcommand is deferred for one person and filled', async () => {
    const ada = discord.person('ada');
    const exchange = await (await people.slash(ada, 'daily on')).settled();
    expect(exchange.callback()).toMatchObject({ type: 5 });
    expect(exchange.shown()).toMatchObject({ text: 'daily on', to: ada.id, edited: 1 });
    expect(discord.messages(discord.channel('general'))).not.toContain(exchange.shown());
    expect(discord.messages(discord.channel('general'), ada)).toContain(exchange.shown());
  });

  test('autocomplete is offered as it is typed', async () => {
    const ada = discord.person('ada');
    expect(await people.type(ada, 'resource', { query: 'do' })).toEqual([{ name: 'do 1', value: 'do' }]);
    const typing = people.type(ada, 'resource', { level: 'n' });
    await expect(typing).rejects.toThrow('level has no autocomplete');
  });

  test('a press changes the message, follows up, or deletes', async () => {
    const [ada, grace] = [discord.person('ada'), discord.person('grace')];
    const shown = (await (await people.slash(ada, 'resource', { query: 'a' })).settled()).shown();
    if (shown === undefined) throw new Error('no message');
    const pressed = await (await people.press(grace, shown, 'Next')).settled();
    expect(pressed.shown()).toBe(shown);
    expect(shown).toMatchObject({ text: 'the next', edited: 1 });
    await expect(people.press(ada, shown, 'Next')).rejects.toThrow('no button "Next" to press: More, Hide');

    const more = await (await people.press(ada, shown, { id: 'more' })).settled();
    const [followup] = more.followups();
    if (followup === undefined) throw new Error('no followup');
    expect(followup).toMatchObject({ text: 'more', to: ada.id });
    await expect(people.press(grace, followup, 'Hide')).rejects.toThrow('grace does not see');

    await (await people.press(ada, shown, 'Hide')).settled();
    expect(shown.deleted).toBe(true);
    await expect(people.press(ada, shown, 'Hide')).rejects.toThrow('deleted');
  });

  test('a choice opens a form, and the form answers in place', async () => {
    const ada = discord.person('ada');
    const shown = (await (await people.slash(ada, 'menu')).settled()).shown();
    if (shown === undefined) throw new Error('no message');
    await expect(people.choose(ada, shown, 'c')).rejects.toThrow('no menu offers c: Pick one');
    const modal = (await (await people.choose(ada, shown, 'b', { menu: 'Pick one' })).settled()).modal();
    if (modal === undefined) throw new Error('no form');
    await expect(people.submit(ada, modal)).rejects.toThrow('Topic is empty');
    await expect(people.submit(ada, modal, { Topic: 'much too long' })).rejects.toThrow('10 characters');
    await expect(people.submit(ada, modal, { topic: 'a', level: 'old' })).rejects.toThrow(
      'does not offer old',
    );
    await (await people.submit(ada, modal, { topic: 'docker' })).settled();
    expect(shown.text).toBe('docker at new');
    await expect(people.submit(ada, modal, { topic: 'docker' })).rejects.toThrow('sent already');
  });

  test('menus of messages and people', async () => {
    const [ada, mary, elsewhere] = [
      discord.person('ada'),
      discord.person('mary'),
      discord.channel('elsewhere'),
    ];
    const about = await people.onMessage(ada, elsewhere, 'what is docker', 'About', mary);
    expect((await about.settled()).shown()).toMatchObject({ text: 'about what is docker', to: ada.id });
    const greeted = await (await people.onUser(ada, mary, 'Greet')).settled();
    expect(greeted.shown()?.text).toBe('hello mary');
    expect(discord.messages(elsewhere)).toEqual([]);
  });

  test('direct messages, a channel between people, and a guild where only its people have the app', async () => {
    const [ada, mary] = [discord.person('ada'), discord.person('mary')];
    const contexts = [
      [discord.dmOf(ada), { context: 1, authorizing_integration_owners: { 0: '0', 1: ada.id } }],
      [discord.channel('pair'), { context: 2, authorizing_integration_owners: { 1: ada.id } }],
      [discord.channel('lobby'), { context: 0, authorizing_integration_owners: { 1: ada.id } }],
    ] as const;
    for (const [channel, sent] of contexts) {
      const exchange = await people.slash(ada, 'resource', { query: channel.name }, { channel });
      expect(exchange.sent).toMatchObject(sent);
      expect((await exchange.settled()).shown()?.text).toBe(`found ${channel.name}`);
    }
    const channel = discord.channel('pair');
    await expect(people.slash(mary, 'menu', {}, { channel })).rejects.toThrow('mary is not in pair');
  });

  test('what makes no sense reaches the client, which minds nothing', async () => {
    const { sent } = await (await people.slash(discord.person('ada'), 'menu')).settled();
    people.raw({ ...sent, type: 99 });
    const raw = { ...sent, id: '1', token: 'again' };
    people.raw(raw);
    await discord.until(() => discord.calls.some(({ path }) => path.startsWith('/interactions/1/again')));
    expect(discord.stage.interactions.find('again')?.callback?.type).toBe(4);
  });
});

const commands = [
  {
    name: 'resource',
    description: 'Find something',
    contexts: [0, 1, 2],
    integrationTypes: [0, 1],
    options: [
      { type: 3, name: 'query', description: 'What', required: true, autocomplete: true },
      { type: 3, name: 'level', description: 'How', choices: [{ name: 'New', value: 'new' }] },
    ],
  },
  {
    name: 'daily',
    description: 'Every day',
    options: ['on', 'off'].map((name) => ({ type: 1, name, description: `Turn ${name}` }) as const),
  },
  { name: 'menu', description: 'A menu' },
  { name: 'About', type: ApplicationCommandType.Message },
  { name: 'Greet', type: ApplicationCommandType.User },
] as const;

/** What the bare bot does with each. */
async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    return interaction.respond([{ name: `${typed} 1`, value: typed }]);
  }
  if (interaction.isMessageContextMenuCommand()) {
    return interaction.reply(whisper(`about ${interaction.targetMessage.content}`));
  }
  if (interaction.isUserContextMenuCommand()) {
    return interaction.reply(message(`hello ${interaction.targetUser.username}`));
  }
  if (interaction.isStringSelectMenu()) return interaction.showModal(form);
  if (interaction.isModalSubmit() && interaction.isFromMessage()) {
    const [level] = interaction.fields.getStringSelectValues('level');
    return interaction.update(message(`${interaction.fields.getTextInputValue('topic')} at ${level}`));
  }
  if (interaction.isButton()) {
    if (interaction.customId === 'next') return interaction.update(message('the next', 'More', 'Hide'));
    await interaction.deferUpdate();
    if (interaction.customId === 'more') return interaction.followUp(whisper('more', 'Hide'));
    return interaction.deleteReply();
  }
  if (!interaction.isChatInputCommand()) return undefined;
  switch (interaction.commandName) {
    case 'resource':
      return interaction.reply(message(`found ${interaction.options.getString('query')}`, 'Next', 'Hide'));
    case 'daily':
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      return interaction.editReply(message(`daily ${interaction.options.getSubcommand()}`));
    default:
      return interaction.reply({ ...message('choose'), components: [...message('choose').components, menu] });
  }
}
