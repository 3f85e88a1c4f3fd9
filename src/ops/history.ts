import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Where the chat's typed lines are kept between sessions: `mlops-companion/history` in the folder that the XDG base
 * directory specification has for such state.
 */
export function historyFile(env: Readonly<Record<string, string | undefined>>): string {
  const state = env.XDG_STATE_HOME ?? '';
  return join(state === '' ? join(homedir(), '.local/state') : state, 'mlops-companion/history');
}

/** Lines in a file that only its owner may read, the oldest first. Rejects when the file cannot be read or written. */
export function historyIn(file: string) {
  return {
    load: async (): Promise<string[]> =>
      (await readFile(file, 'utf8')).split('\n').filter((line) => line !== ''),
    save: async (lines: readonly string[]): Promise<void> => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    },
  };
}
