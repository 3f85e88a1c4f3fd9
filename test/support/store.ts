import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

/** For the top of a test file: a store of its own on a file that goes when its tests are over. */
export function temporaryStore(): Store {
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
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}
