/**
 * A process of its own that uses a store, for tests that kill it, starve it, or run several.
 *
 *   node child.ts write <path>    writes pairs of marks, and says "kept <n>" or "trouble <which>" after each
 *   node child.ts open <address>  waits for a line, opens, and says "open <write or read>" or "trouble <which>"
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../src/store/error.ts';
import { addMark, addMarks } from '../../src/store/marks.ts';
import { openStore } from '../../src/store/open.ts';

// A process that is killed writes nothing down at its end, and the next one would have to compile everything again.
flushCompileCache();

const [task = '', address = '', from = '0'] = process.argv.slice(2);
const isUrl = /^postgres/.test(address);
const now = () => Temporal.Now.instant();
const store = openStore(isUrl ? { url: address, path: '' } : { path: address }, {
  access: 'write',
  patienceMs: 10_000,
  now,
  clock: () => performance.now(),
});
const person = { platform: 'discord', id: '1' } as const;

// Where the size of files is limited, a write that is too long fails instead of ending the process.
process.on('SIGXFSZ', () => {});

// At once and whole, whatever happens to this process next.
const say = (text: string) => writeSync(1, `${text}\n`);

async function told(work: () => Promise<string>): Promise<boolean> {
  try {
    say(await work());
    return true;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    say(`trouble ${error.trouble} ${error.message}`);
    return false;
  }
}

async function write(first: number): Promise<void> {
  for (let n = first; ; n++) {
    const mark = (half: string) => ({
      id: `${n}-${half}`,
      person,
      item: `topic:${'x'.repeat(150)}`,
      kind: 'done' as const,
      at: now(),
    });
    const kept = await told(async () => {
      await store.write(async (db) => {
        await addMark(db, mark('a'));
        await addMarks(db, [mark('b')]);
      });
      return `kept ${n}`;
    });
    if (!kept) await wait(20);
  }
}

if (task === 'open') {
  say('ready');
  await once(process.stdin, 'data');
  await told(async () => `open ${await store.open()}`);
  await once(process.stdin, 'end');
  await store.close();
} else {
  await write(Number(from));
}
