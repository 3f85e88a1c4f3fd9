import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  MessageFlags,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BareBot, isButton, isChat, message, startBareBot, whisper } from './bare-bot.ts';
import { type LoopbackDiscord, startDiscord } from './discord.ts';
import type { Exchange } from './exchange.ts';
import { createPeople, type People } from './people.ts';

describe('answers that Discord refuses', () => {
  let discord: LoopbackDiscord;
  let bot: BareBot;
  let people: People;
  let now = 0;

  beforeEach(async () => {
    now = 0;
    discord = await startDiscord({ clock: () => now });
    bot = await startBareBot(discord);
    people = createPeople(discord);
    await bot.client.application.commands.set([
      { name: 'ask', description: 'Ask', integrationTypes: [0, 1] },
    ]);
  });
  afterEach(async () => {
    await bot.close();
    await discord.close();
  });

  const asked = async (where = {}): Promise<[ChatInputCommandInteraction, Exchange]> => {
    const coming = bot.next(isChat);
    const exchange = await people.slash(discord.person('ada'), 'ask', {}, where);
    return [await coming, exchange];
  };
  const refused = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DiscordAPIError)) throw new Error(`was not refused: ${error}`);
    return error;
  };

  test('over a limit: 50035 with the place of what is wrong, and it can be answered again', async () => {
    const [interaction, exchange] = await asked();
    const long = message('a', 'b'.repeat(81));
    const error = await refused(interaction.reply(long));
    expect(error).toMatchObject({ status: 400, code: 50_035 });
    const label = { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'has 81 characters, more than 80' }] };
    const errors = { data: { components: { 1: { label } } } };
    expect(error.rawError).toEqual({ message: 'Invalid Form Body', code: 50_035, errors });
    expect(discord.breaches).toEqual(['callback: components[1] label: has 81 characters, more than 80']);
    await interaction.reply(message('short'));
    expect(exchange.shown()?.text).toBe('short');
  });

  test('a message of the old kind', async () => {
    const [interaction] = await asked();
    expect(await refused(interaction.reply('plain'))).toMatchObject({ code: 50_035 });
    expect(discord.breaches).toContain('callback: flags: lack IS_COMPONENTS_V2');
  });

  test('a second callback: 40060', async () => {
    const [interaction] = await asked();
    await interaction.reply(message('first'));
    interaction.replied = false;
    expect(await refused(interaction.reply(message('second')))).toMatchObject({ status: 400, code: 40_060 });
    expect(discord.breaches).toEqual(['callback: is the second one']);
  });

  test('a callback after three seconds, or to nothing: 10062', async () => {
    const [interaction, exchange] = await asked();
    now = 3001;
    expect(await refused(interaction.reply(message('late')))).toMatchObject({ status: 404, code: 10_062 });
    expect(exchange.callback()).toBeUndefined();
    expect(discord.breaches).toEqual(['callback: came 3001 ms after the interaction']);
    const post = bot.client.rest.post('/interactions/1/nobody/callback', { body: { type: 5 }, auth: false });
    expect(await refused(post)).toMatchObject({ code: 10_062 });
  });

  test('a callback of a kind that does not fit: an update of a command, a form on a form, choices', async () => {
    const [{ id, token, client }] = await asked();
    for (const type of [6, 7, 8, 99]) {
      const post = client.rest.post(`/interactions/${id}/${token}/callback`, { body: { type }, auth: false });
      expect(await refused(post)).toMatchObject({ code: 50_035 });
    }
  });

  test('a token of fifteen minutes: 50027, and one before the callback: 10015', async () => {
    const [interaction] = await asked();
    const early = bot.client.rest.post(`/webhooks/${discord.applicationId}/${interaction.token}`, {
      body: {},
      auth: false,
    });
    expect(await refused(early)).toMatchObject({ status: 404, code: 10_015 });
    await interaction.deferReply();
    now = 15 * 60_000;
    await interaction.editReply(message('in time'));
    now += 1;
    const late = [interaction.editReply(message('late')), interaction.followUp(message('late'))];
    for (const work of late) expect(await refused(work)).toMatchObject({ status: 401, code: 50_027 });
    expect(bot.client.isReady()).toBe(true);
  });

  test('the V2 flag stays, and who sees a message is settled by the first answer', async () => {
    const [interaction, exchange] = await asked();
    await interaction.deferReply();
    await interaction.editReply(message('for all'));
    expect(await refused(interaction.editReply({ content: 'plain', flags: [] }))).toMatchObject({
      rawError: { errors: { flags: { _errors: [{ code: 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG' }] } } },
    });
    discord.breaches.length = 0;
    const flags = whisper('').flags;
    await bot.client.rest.patch(
      `/webhooks/${discord.applicationId}/${interaction.token}/messages/@original`,
      {
        body: { flags, components: [{ type: 10, content: 'secret' }], allowed_mentions: { parse: [] } },
        auth: false,
      },
    );
    expect(exchange.shown()?.to).toBeUndefined();
    expect(discord.breaches).toEqual(['edit: is meant for one person, and everybody sees it']);
  });

  test('the first followup after a deferral fills it, and the next is a message of its own', async () => {
    const [interaction, exchange] = await asked();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    expect(exchange.shown()).toMatchObject({ thinking: true, text: '', to: discord.person('ada').id });
    await interaction.followUp(message('fills'));
    expect(exchange.shown()).toMatchObject({ thinking: false, text: 'fills', to: discord.person('ada').id });
    const second = await interaction.followUp(message('second'));
    expect(exchange.followups()).toMatchObject([{ id: second.id, text: 'second' }]);
    expect(second.interactionMetadata).toMatchObject({
      id: interaction.id,
      originalResponseMessageId: exchange.shown()?.id,
    });
    await interaction.deleteReply(second);
    expect(exchange.followups()).toEqual([]);
    await interaction.deleteReply();
    expect(await refused(interaction.fetchReply())).toMatchObject({ status: 404, code: 10_008 });
    expect(exchange.shown()).toBeUndefined();
  });

  test('an app that only its user has follows up five times: 40094', async () => {
    const [interaction] = await asked({ channel: discord.channel('lobby') });
    await interaction.reply(message('here'));
    for (let count = 0; count < 5; count += 1) await interaction.followUp(message('more'));
    expect(await refused(interaction.followUp(message('more')))).toMatchObject({ code: 40_094 });
  });

  test('a file goes with the message that names it, and with_response tells the message', async () => {
    const [interaction, exchange] = await asked();
    const file = new AttachmentBuilder(Buffer.from('# plan'), { name: 'plan.md' });
    const named = { type: 13, file: { url: 'attachment://plan.md' } } as const;
    const { components, ...rest } = message('your plan');
    const { resource, interaction: told } = await interaction.reply({
      ...rest,
      components: [...components, named],
      files: [file],
      withResponse: true,
    });
    expect(exchange.shown()?.files).toEqual(['plan.md']);
    expect(resource?.message?.attachments.first()?.name).toBe('plan.md');
    expect(told).toMatchObject({ responseMessageId: exchange.shown()?.id, responseMessageEphemeral: false });
    expect(discord.breaches).toEqual([]);
    expect(discord.callsOf('POST /interactions/:id/:token/callback')).toMatchObject([
      { files: ['plan.md'], status: 200, body: { type: 4 } },
    ]);
  });

  test('what a press comes with', async () => {
    const [interaction, exchange] = await asked();
    await interaction.reply(whisper('press', 'Go'));
    const [coming, shown] = [bot.next(isButton), exchange.shown()];
    if (shown === undefined) throw new Error('no message');
    const pressed = await people.press(discord.person('ada'), shown, 'Go');
    const button = await coming;
    expect(button.message.flags.has(MessageFlags.Ephemeral)).toBe(true);
    expect(button).toMatchObject({ customId: 'go', message: { id: shown.id }, guildId: interaction.guildId });
    expect(button.message.interactionMetadata).toMatchObject({ id: interaction.id, type: 2 });
    await button.reply(whisper('gone'));
    const reply = await button.fetchReply();
    expect(reply.reference?.messageId).toBe(shown.id);
    expect(reply.interactionMetadata).toMatchObject({ id: button.id, interactedMessageId: shown.id });
    expect(pressed.shown()?.text).toBe('gone');
  });
});
