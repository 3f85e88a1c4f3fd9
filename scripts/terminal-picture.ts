import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnsi } from './ansi.ts';
import { drawTerminal } from './terminal-svg.ts';

/**
 * Makes the pictures of docs/images from what the program really answers: `npm run pictures`. The same catalog gives the
 * same pictures.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/images');
const columns = 96;
/** What is typed in each, by the name of its file. */
const pictures = { terminal: ['resource docker max:60', 'path 2'], daily: ['daily preview'] };

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

mkdirSync(folder, { recursive: true });
for (const [name, typed] of Object.entries(pictures)) {
  const session = typed.map((line) => `${prompt(line)}\n\n${answerTo(line)}`).join('\n\n');
  const title = `A terminal session of MLOps Companion: ${typed.join(', then ')}`;
  const lines = readAnsi(session, columns);
  writeFileSync(join(folder, `${name}.svg`), drawTerminal(lines, title));
  console.log(`${name}.svg: ${lines.length} lines`);
}
