import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../../src/commands/bot.ts';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { realCatalog } from '../../commands/bot.ts';
import { noPostgres } from '../../store/engines.ts';
import { type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { type Connected, connect } from './connected.ts';
import { shownBy } from './scene.ts';

let server: PostgresServer;
let store: Store;
let loopback: LoopbackDiscord;
let connected: Connected;

function signal(name: NodeJS.Signals): void {
  for (const pid of server.pids()) process.kill(pid, name);
}

// A halt needs the signals of a Unix.
describe.skipIf(noPostgres || process.platform === 'win32')('a PostgreSQL that is halted', () => {
  beforeAll(async () => {
    server = await startPostgres();
    loopback = await startDiscord();
    const now = () => Temporal.Instant.from('2026-11-24T12:00:00Z');
    const clock = () => performance.now();
    store = openStore({ path: '', url: server.url }, { access: 'write', patienceMs: 0, now, clock });
    await store.open();
    const { dispatcher } = createBot({
      catalog: realCatalog,
      store,
      about: { version: '1.2.3', commandName: 'mlops' },
      now,
      random: Math.random,
      onError: (error) => {
        throw error;
      },
    });
    connected = await connect(loopback, { dispatcher });
  });

  afterAll(async () => {
    signal('SIGCONT');
    await connected.stop();
    await loopback.close();
    await store.close();
    await server.stop();
  });

  it('keeps no command from an answer in time, and whoever needs it is told', async () => {
    const ada = loopback.person('ada');
    const { people } = connected;
    const slash = (command: string, values = {}) => people.slash(ada, command, values, { name: 'mlops' });
    const answerTo = async (command: string, values = {}) =>
      shownBy(await (await slash(command, values)).settled(10_000)).text;
    expect(await answerTo('done', { item: 'git' })).toContain('Marked');
    signal('SIGSTOP');
    const marking = await slash('done', { item: 'docker' });
    expect(await answerTo('resource', { query: 'docker' })).toContain('https://docs.docker.com/get-started');
    await loopback.until(() => marking.callback() !== undefined);
    // Discord's limit is 3 s.
    expect(marking.callback()).toMatchObject({ type: 5 });
    expect(marking.callback()?.at).toBeLessThan(2_500);
    expect(shownBy(marking)).toMatchObject({ thinking: true, to: ada.id });
    const told = shownBy(await marking.settled(10_000));
    expect(told.text).toContain('cannot be reached right now. Nothing was changed.');
    signal('SIGCONT');
    await expect.poll(() => answerTo('done'), { timeout: 10_000 }).toContain('Git');
    expect(loopback.breaches).toEqual([]);
  });
});
