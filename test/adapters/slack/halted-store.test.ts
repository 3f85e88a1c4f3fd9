import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../../src/commands/bot.ts';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { realCatalog } from '../../commands/bot.ts';
import { noPostgres } from '../../store/engines.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { startWorkspace, type Workspace } from '../../support/slack/workspace.ts';
import { type Connected, connect } from './connected.ts';
import { answerOf, working } from './seen.ts';

let server: PostgresServer;
let store: Store;
let workspace: Workspace;
let connected: Connected;

function signal(name: NodeJS.Signals): void {
  for (const pid of server.pids()) process.kill(pid, name);
}

// A halt needs the signals of a Unix.
describe.skipIf(noPostgres || process.platform === 'win32')('a PostgreSQL that is halted', () => {
  beforeAll(async () => {
    server = await startPostgres();
    workspace = await startWorkspace();
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
    connected = await connect(workspace, { dispatcher });
  });

  afterAll(async () => {
    signal('SIGCONT');
    await connected.stop();
    await workspace.close();
    await store.close();
    await server.stop();
  });

  it('keeps no command from being acknowledged at once, and whoever needs it is told', async () => {
    const ada = workspace.person('ada');
    const { people } = connected;
    expect((await answerOf(await people.slash(ada, 'done git'))).text).toContain('Marked');
    signal('SIGSTOP');
    const marking = await people.slash(ada, 'done docker');
    // Slack's limit is 3 s; a bound far below it, and far above what a busy machine needs.
    expect(marking.ackMs).toBeLessThan(1_500);
    expect(marking.shown?.text).toBe(working);
    const finding = await answerOf(await people.slash(ada, 'resource docker'));
    expect(finding.text).toContain('https://docs.docker.com/get-started');
    const [told] = await marking.until(1, 10_000);
    expect(told).toMatchObject({ visibility: 'ephemeral' });
    expect(told?.text).toContain('cannot be reached right now. Nothing was changed.');
    signal('SIGCONT');
    await expect
      .poll(async () => (await answerOf(await people.slash(ada, 'done'))).text, { timeout: 10_000 })
      .toContain('Git');
    expect(workspace.breaches).toEqual([]);
  });
});
