import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

/** A store of its own on a file that goes when the process ends. */
export function temporaryStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'companion-store-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return openStore(
    { path: join(folder, 'companion.db') },
    {
      access: 'write',
      patienceMs: 0,
      now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
      clock: () => performance.now(),
    },
  );
}
