import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from './error.ts';
import { isBusy, isDamage } from './sqlite-trouble.ts';

/** Who writes to a file. */
interface Holder {
  pid: number;
  host: string;
  /** When it began, ISO 8601. */
  since: string;
}

export interface WriterLock {
  release(): Promise<void>;
}

const pauseMs = 50;

/**
 * Takes the one right to write to an SQLite file: an exclusive lock on a small file beside it, which the operating
 * system takes back when the process ends in whatever way. Who holds it stands in a second file, for nobody can read
 * the first. Nothing else may open the first: closing it would give up the lock.
 *
 * @param patienceMs how long to wait for one who is leaving
 * @returns the lock, or undefined when somebody kept it all the time
 * @throws what node:sqlite and the file system throw
 */
export async function takeWriterLock(
  path: string,
  since: string,
  patienceMs: number,
): Promise<WriterLock | undefined> {
  const lock = openLock(path);
  try {
    for (let waited = 0; !begins(lock); waited += pauseMs) {
      if (waited >= patienceMs) {
        lock.close();
        return undefined;
      }
      await wait(pauseMs);
    }
    await tell(path, { pid: process.pid, host: hostname(), since });
  } catch (error) {
    if (lock.isOpen) lock.close();
    throw error;
  }
  return {
    async release() {
      // Before the lock goes: afterwards the file may be the next one's.
      try {
        await rm(holderFile(path), { force: true });
      } finally {
        lock.close();
      }
    },
  };
}

/** Who writes to a file that is taken: "process 4711 on ada, since 2026-11-25T08:00:00Z". */
export async function writerOf(path: string): Promise<string> {
  try {
    const { pid, host, since } = await readHolder(path);
    return `process ${pid} on ${host}, since ${since}`;
  } catch {
    // It is just beginning, or belongs to somebody else.
    return 'another process';
  }
}

async function readHolder(path: string): Promise<Holder> {
  // Needed only when somebody else has the file, and slow to load.
  const z = await import('zod');
  const holder = z.object({
    pid: z.int(),
    host: z.string().regex(/^[\w.-]{1,255}$/),
    since: z.iso.datetime({ offset: true }),
  });
  return holder.parse(JSON.parse(await readFile(holderFile(path), 'utf8')));
}

/** Says whether somebody writes now. Whoever begins to in this moment has to try once more. */
export function isHeld(path: string): boolean {
  if (!existsSync(`${path}.lock`)) return false;
  const lock = openLock(path);
  try {
    return !succeeds(lock, 'select 1 from sqlite_schema');
  } finally {
    lock.close();
  }
}

/** @throws {StoreError} `unwritable` for a file that is no lock */
function openLock(path: string): DatabaseSync {
  const file = resolve(`${path}.lock`);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    succeeds(lock, 'select 1 from sqlite_schema');
    return lock;
  } catch (error) {
    lock.close();
    throw isDamage(error)
      ? new StoreError('unwritable', `${file} is not what this bot made: remove it while no bot runs.`, error)
      : error;
  }
}

function holderFile(path: string): string {
  return `${path}.lock.json`;
}

function begins(lock: DatabaseSync): boolean {
  return succeeds(lock, 'begin exclusive');
}

/** False when somebody holds the lock. */
function succeeds(lock: DatabaseSync, statement: string): boolean {
  try {
    lock.exec(statement);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** In one piece, for somebody may read it at any moment. */
async function tell(path: string, holder: Holder): Promise<void> {
  const draft = `${holderFile(path)}.new`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  await rename(draft, holderFile(path));
}
