import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../store/error.ts';
import { readMeta } from '../store/meta.ts';
import { type Address, openStore, visitMs } from '../store/open.ts';
import type { Store } from '../store/store.ts';

export interface Clocks {
  now: () => Temporal.Instant;
  /** Monotonic, in milliseconds. */
  clock: () => number;
}

export type Tell = (trouble: StoreError | undefined) => void;

/** For one answer or a chat: lets others have the file between two uses, and looks on while another one keeps it. */
export function visitingStore(address: Address, options: Clocks & { onTrouble: Tell }): Store {
  return openStore(address, { access: 'either', patienceMs: visitMs, idleMs: 1_000, ...options });
}

/** For a service: keeps the file, and waits for the one before it that is stopping. */
export function lastingStore(address: Address, options: Clocks & { onTrouble: Tell }): Store {
  return openStore(address, { access: 'write', patienceMs: 10_000, ...options });
}

/** Probes ask often, and give up soon. */
const probeMs = 500;

/**
 * Opens the store, and says what is worth knowing before anybody needs it.
 *
 * @throws {StoreError} for what does not pass by itself
 */
export async function storeNotices(store: Store, path: string): Promise<string[]> {
  try {
    if ((await store.open()) === 'write') return [];
    const { writerOf } = await import('../store/writer-lock.ts');
    const { realPath } = await import('../store/sqlite-file.ts');
    return [
      `${path} is written by ${await writerOf(realPath(path))}: here you can look, but nothing that you mark is kept.`,
    ];
  } catch (error) {
    if (!(error instanceof StoreError && error.passing)) throw error;
    return [`${error.message} Until then nothing is kept; what needs no database works.`];
  }
}

/** Whether the store answers now. */
export function answers(store: Store): Promise<boolean> {
  const asked = store
    .read((db) => readMeta(db, 'probe'))
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, wait(probeMs, false, { ref: false })]);
}
