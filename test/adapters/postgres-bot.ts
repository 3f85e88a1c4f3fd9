import type { Dispatcher } from '../../src/chat/dispatch.ts';
import { createBot } from '../../src/commands/bot.ts';
import { openStore } from '../../src/store/open.ts';
import { realCatalog } from '../commands/bot.ts';
import { startPostgres } from '../support/postgres-server.ts';

/** The whole bot on a PostgreSQL of its own, which can be halted and go on as a process can. */
export interface PostgresBot {
  dispatcher: Dispatcher;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

export async function startPostgresBot(): Promise<PostgresBot> {
  const server = await startPostgres();
  const now = () => Temporal.Instant.from('2026-11-24T12:00:00Z');
  const clock = () => performance.now();
  const store = openStore({ path: '', url: server.url }, { access: 'write', patienceMs: 0, now, clock });
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
  return {
    dispatcher,
    signal(name) {
      for (const pid of server.pids()) process.kill(pid, name);
    },
    async stop() {
      await store.close();
      await server.stop();
    },
  };
}
