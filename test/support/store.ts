import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { perFile } from './lifetime.ts';

/** A store that is new for each test file that uses it, on a database that goes when the tests of that file are over. */
export function temporaryStore(): Store {
  const kept = perFile(newStore, async ({ store, folder }) => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    open: () => kept().store.open(),
    read: (work) => kept().store.read(work),
    write: (work, options) => kept().store.write(work, options),
    close: () => kept().store.close(),
  };
}

function newStore(): { store: Store; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'companion-store-'));
  const store = openStore(
    { path: join(folder, 'companion.db') },
    {
      access: 'write',
      patienceMs: 0,
      now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
      clock: () => performance.now(),
    },
  );
  return { store, folder };
}
