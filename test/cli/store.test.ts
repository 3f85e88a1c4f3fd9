import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { addMark } from '../../src/store/marks.ts';
import { begin, emptyFolder, endPrograms, run } from '../ops/program.ts';
import { asAdmin, newDatabase, noPostgres, now, sqliteStore } from '../store/engines.ts';

afterEach(endPrograms);

/** `npm run store -- …` in a folder. */
async function store(cwd: string, words: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(['cli', 'store', ...words], { cwd, env });
  return { code, said: stdout + stderr };
}

const mark = (cwd: string, line: string) => run(['main'], { cwd, input: `${line}\n` });

/** A folder whose bot has been told of two things that are done, at this terminal. */
async function used(): Promise<string> {
  const cwd = emptyFolder();
  const bot = sqliteStore(join(cwd, 'data/companion.db'));
  for (const id of ['docker', 'git']) {
    const person = { platform: 'terminal', id: 'local' } as const;
    await bot.write((db) => addMark(db, { id, person, item: `topic:${id}`, kind: 'done', at: now }));
  }
  await bot.close();
  return cwd;
}

describe('npm run store', () => {
  it('says what there is to look at before there is anything', async () => {
    const cwd = emptyFolder();
    expect(await store(cwd, ['info'])).toEqual({
      code: 0,
      said: expect.stringContaining('There is no database at data/companion.db yet'),
    });
    expect((await store(cwd, ['check'])).code).toBe(1);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it('shows what is kept, in what form, and who writes', async () => {
    const cwd = await used();
    const quiet = await store(cwd, ['info']);
    expect(quiet.code).toBe(0);
    expect(quiet.said).toMatch(/data\/companion\.db: SQLite 3\.\d+\.\d+, \d+(\.\d+)? kB/);
    expect(quiet.said).toContain('person 1, membership 0, mark 2');
    expect(quiet.said).toContain('Nobody writes to it now');
    const bot = begin(['main'], { cwd, env: { PORT: '0' } });
    await bot.says(/Serving/);
    expect((await store(cwd, ['info'])).said).toMatch(/Written by process \d+ on \S+, since 20/);
    expect(await store(cwd, ['check'])).toEqual({
      code: 0,
      said: expect.stringMatching(/^No problems: data\/companion\.db is whole.* 3 rows/),
    });
    bot.kill('SIGTERM');
    expect((await bot.ended).code).toBe(0);
    expect(existsSync(join(cwd, 'data/companion.db.lock.json'))).toBe(false);
  });

  it('backs up beside a running bot, and restores when it has stopped', async () => {
    const cwd = await used();
    const bot = begin(['main'], { cwd, env: { PORT: '0' } });
    await bot.says(/Serving/);
    expect(await store(cwd, ['backup', 'mine.db'])).toEqual({
      code: 0,
      said: expect.stringContaining('npm run store -- restore mine.db'),
    });
    expect(await store(cwd, ['restore', 'mine.db'])).toEqual({
      code: 1,
      said: expect.stringMatching(/is written by process \d+ .*end that one first/),
    });
    bot.kill('SIGTERM');
    await bot.ended;
    await mark(cwd, 'done kubernetes');
    const restored = await store(cwd, ['restore', 'mine.db']);
    expect(restored.code).toBe(0);
    expect(restored.said).toMatch(/is now what mine\.db was\.\nWhat it was before is in data\/backups\//);
    expect((await store(cwd, ['info'])).said).toContain('mark 2');
  });

  it.each([
    ['backup', ['backup'], 2, /missing required argument/],
    ['a backup over a file', ['backup', 'there'], 1, /there is there already/],
    ['a restore of nothing', ['restore', 'none.db'], 1, /no file none\.db/],
    ['a restore of a text', ['restore', 'there'], 1, /there is damaged or is no SQLite database/],
    ['a copy to nowhere', ['copy-to'], 2, /postgres:\/\/user:password@host/],
    ['a copy to something else', ['copy-to', 'mysql://x'], 2, /postgres:\/\/user:password@host/],
    ['a copy to nobody', ['copy-to', 'postgres://u:secret-word@127.0.0.1:1/x'], 1, /connection refused/],
    [
      'a copy with a password that ends early',
      ['copy-to', 'postgres://u:12/secret-word@127.0.0.1/x'],
      2,
      /write \/ as %2F/,
    ],
    ['a word that means nothing', ['shrink'], 2, /unknown command/],
  ])('answers %s with what is wrong', async (_, words, code, message) => {
    const cwd = await used();
    writeFileSync(join(cwd, 'there'), 'my own text '.repeat(100));
    const answer = await store(cwd, words);
    expect(answer).toEqual({ code, said: expect.stringMatching(message) });
    expect(answer.said).not.toContain('secret-word');
    expect(answer.said).not.toContain('    at ');
    expect(readFileSync(join(cwd, 'there'), 'utf8')).toMatch(/^my own text/);
  });
});

describe.skipIf(noPostgres)('npm run store with PostgreSQL', () => {
  it('moves a file there, and the bot goes on with it', async () => {
    const cwd = await used();
    const url = await newDatabase();
    const moved = await store(cwd, ['copy-to', url]);
    expect(moved.code).toBe(0);
    expect(moved.said).toMatch(/mark +2 {2}[0-9a-f]{64}/);
    expect(moved.said).toContain('read back: the same rows');
    expect(moved.said).not.toContain(new URL(url).password);
    expect(await store(cwd, ['copy-to'], { DATABASE_URL: url })).toEqual({
      code: 1,
      said: expect.stringContaining('holds rows already'),
    });
    const { stdout } = await run(['main'], { cwd, env: { DATABASE_URL: url }, input: 'done\n' });
    expect(stdout).toContain('Docker');
    const info = await store(cwd, ['info'], { DATABASE_URL: url });
    expect(info.said).toMatch(/: PostgreSQL 1\d/);
    expect(info.said).toContain('mark 2');
    expect((await store(cwd, ['check'], { DATABASE_URL: url })).code).toBe(0);
  });

  it('backs up into a file, which comes back into an empty database', async () => {
    const cwd = await used();
    const [first, second] = [await newDatabase(), await newDatabase()];
    await store(cwd, ['copy-to', first]);
    const backup = await store(cwd, ['backup', 'mine.db'], { DATABASE_URL: first });
    expect(backup).toEqual({ code: 0, said: expect.stringContaining('Wrote mine.db') });
    expect(await store(cwd, ['restore', 'mine.db'], { DATABASE_URL: first })).toEqual({
      code: 1,
      said: expect.stringContaining('holds rows already'),
    });
    const restored = await store(cwd, ['restore', 'mine.db'], { DATABASE_URL: second });
    expect(restored.code).toBe(0);
    const rows = (said: string) => said.split('\n').filter((line) => /[0-9a-f]{64}/.test(line));
    expect(rows(restored.said)).toEqual(rows(backup.said));
    const nothing = join(cwd, 'nothing.db');
    writeFileSync(nothing, '');
    expect(await store(cwd, ['restore', nothing], { DATABASE_URL: await newDatabase() })).toEqual({
      code: 1,
      said: expect.stringContaining(`${nothing} is no backup of this bot`),
    });
    // And into a file again.
    const other = emptyFolder();
    expect((await store(other, ['restore', join(cwd, 'mine.db')])).code).toBe(0);
    expect((await store(other, ['info'])).said).toContain('mark 2');
  });

  it('says what is wrong with an address before anything is done', async () => {
    const cwd = await used();
    const url = await newDatabase();
    await asAdmin(`alter database ${new URL(url).pathname.slice(1)} with allow_connections false`);
    const { code, said } = await store(cwd, ['copy-to', url]);
    expect([code, said]).toEqual([1, expect.stringContaining('The database at 127.0.0.1')]);
    await asAdmin(`alter database ${new URL(url).pathname.slice(1)} with allow_connections true`);
  });
});
