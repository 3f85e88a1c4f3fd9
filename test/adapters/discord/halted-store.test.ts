import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noPostgres } from '../../store/engines.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import { type PostgresBot, startPostgresBot } from '../postgres-bot.ts';
import { type Connected, connect } from './connected.ts';
import { shownBy } from './scene.ts';

let bot: PostgresBot;
let loopback: LoopbackDiscord;
let connected: Connected;

// A halt needs the signals of a Unix.
describe.skipIf(noPostgres || process.platform === 'win32')('a PostgreSQL that is halted', () => {
  beforeAll(async () => {
    bot = await startPostgresBot();
    loopback = await startDiscord();
    connected = await connect(loopback, { dispatcher: bot.dispatcher });
  });

  afterAll(async () => {
    bot.signal('SIGCONT');
    await connected.stop();
    await loopback.close();
    await bot.stop();
  });

  it('keeps no command from an answer in time, and whoever needs it is told', async () => {
    const ada = loopback.person('ada');
    const { people } = connected;
    const slash = (command: string, values = {}) => people.slash(ada, command, values, { name: 'mlops' });
    const answerTo = async (command: string, values = {}) =>
      shownBy(await (await slash(command, values)).settled(10_000)).text;
    expect(await answerTo('done', { item: 'git' })).toContain('Marked');
    bot.signal('SIGSTOP');
    const marking = await slash('done', { item: 'docker' });
    expect(await answerTo('resource', { query: 'docker' })).toContain('https://docs.docker.com/get-started');
    await loopback.until(() => marking.callback() !== undefined);
    // Discord's limit is 3 s.
    expect(marking.callback()).toMatchObject({ type: 5 });
    expect(marking.callback()?.at).toBeLessThan(2_500);
    expect(shownBy(marking)).toMatchObject({ thinking: true, to: ada.id });
    const told = shownBy(await marking.settled(10_000));
    expect(told.text).toContain('cannot be reached right now. Nothing was changed.');
    bot.signal('SIGCONT');
    await expect.poll(() => answerTo('done'), { timeout: 10_000 }).toContain('Git');
    expect(loopback.breaches).toEqual([]);
  });
});
