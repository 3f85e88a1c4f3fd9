import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { fieldOf } from './error.ts';

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

const holderSchema = z.object({ pid: z.int(), host: z.string(), since: z.iso.datetime({ offset: true }) });
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
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
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
      await rm(holderFile(path), { force: true });
      lock.close();
    },
  };
}

/** Who writes to a file that is taken: "process 4711 on ada, since 2026-11-25T08:00:00Z". */
export async function writerOf(path: string): Promise<string> {
  try {
    const { pid, host, since } = holderSchema.parse(JSON.parse(await readFile(holderFile(path), 'utf8')));
    return `process ${pid} on ${host}, since ${since}`;
  } catch {
    return 'another process, which is just beginning';
  }
}

/** Says whether somebody writes now, without keeping anybody from it for longer than a moment. */
export function isHeld(path: string): boolean {
  if (!existsSync(`${path}.lock`)) return false;
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    return !begins(lock);
  } finally {
    lock.close();
  }
}

function holderFile(path: string): string {
  return `${path}.lock.json`;
}

function begins(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    const busy = 5;
    if (fieldOf(error, 'errcode') === busy) return false;
    throw error;
  }
}

/** In one piece, for somebody may read it at any moment. */
async function tell(path: string, holder: Holder): Promise<void> {
  const draft = `${holderFile(path)}.new`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  await rename(draft, holderFile(path));
}
