import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { closing } from './engines.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/mlops-companion');

/** A process of test/store/child.ts. */
export interface Child {
  pid: number;
  /** What it has said, a line each. */
  lines: readonly string[];
  /** Resolves with the first line from now on that fits; rejects when it ends without. */
  says(pattern: RegExp): Promise<string>;
  /** Sends a line. */
  tell(): void;
  /** Ends it as a power cut would, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Lets it close its store and end. */
  close(): Promise<void>;
}

export function startChild(task: 'write' | 'open', address: string, from = 0): Child {
  const script = join(import.meta.dirname, 'child.ts');
  const child = spawn(process.execPath, [script, task, address, String(from)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Most of its life would be to compile the same code again.
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  return closing({
    pid: child.pid ?? 0,
    lines,
    async says(pattern) {
      for (let next = lines.length; ; next++) {
        while (lines.length <= next) {
          const more = await Promise.race([once(reader, 'line'), ended.then(() => 'ended')]);
          if (more === 'ended' && lines.length <= next)
            throw new Error(`ended without ${pattern}: ${lines.join('; ')}`);
        }
        const line = lines[next] ?? '';
        if (pattern.test(line)) return line;
      }
    },
    tell: () => child.stdin.write('\n'),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      child.stdin.end();
      if (task === 'write') child.kill('SIGKILL');
      await ended;
    },
  });
}
