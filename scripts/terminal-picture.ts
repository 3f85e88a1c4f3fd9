import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAnsi } from './ansi.ts';
import { drawTerminal } from './terminal-svg.ts';

/**
 * Makes docs/images/terminal.svg from what the program really answers: `node scripts/terminal-picture.ts`. The same
 * catalog gives the same picture.
 */
const root = join(import.meta.dirname, '..');
const picture = join(root, 'docs/images/terminal.svg');
const columns = 96;
const typed = ['resource docker max:60', 'path 2'];

/** The answer to one line, as a terminal with colours would get it. */
function answerTo(line: string): string {
  const { stdout, status, error } = spawnSync(process.execPath, [join(root, 'src/start.js'), 'main'], {
    // In an empty place and with nothing set, so that no .env file and no token has a say.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, FORCE_COLOR: '1', COLUMNS: String(columns), LANG: 'en_GB.UTF-8' },
    input: `${line}\n`,
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`"${line}" ended with ${status}`);
  return stdout.trimEnd();
}

const prompt = (line: string) => `\u001B[1;36mmlops>\u001B[0m ${line}`;
const session = typed.map((line) => `${prompt(line)}\n\n${answerTo(line)}`).join('\n\n');

mkdirSync(dirname(picture), { recursive: true });
const title = `A terminal session of MLOps Companion: ${typed.join(', then ')}`;
writeFileSync(picture, drawTerminal(readAnsi(session, columns), title));
console.log(`${picture}: ${readAnsi(session, columns).length} lines`);
