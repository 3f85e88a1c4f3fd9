import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { begin, emptyFolder, endPrograms, type RunOptions, run } from './ops/program.ts';
import { newDatabase, noPostgres } from './store/engines.ts';
import { startPostgres } from './support/postgres-server.ts';

afterEach(endPrograms);

async function service(options: RunOptions) {
  const program = begin(['main'], { ...options, env: { PORT: '0', ...options.env } });
  const [, url = ''] = await program.says(/Serving (http:\/\/\S+)\/healthz/);
  const get = async (path: string) => (await fetch(`${url}${path}`)).text();
  const stop = () => {
    program.kill('SIGTERM');
    return program.ended;
  };
  return { get, stop };
}

const ask = (cwd: string, line: string, env: Record<string, string> = {}) =>
  run(['main'], { cwd, env, input: `${line}\n` });

describe('a bot and its database', () => {
  it('are found again by the next start', async () => {
    const cwd = emptyFolder();
    const first = await ask(cwd, 'done docker');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect((await ask(cwd, 'done')).stdout).toContain('Docker');
  });

  it('belong together: a second bot is refused after some patience, in one sentence', async () => {
    const cwd = emptyFolder();
    const bot = await service({ cwd });
    expect(JSON.parse(await bot.get('/readyz'))).toEqual({ status: 'ready', store: 'ready' });
    expect(await bot.get('/metrics')).toMatch(/^companion_store_up 1$/m);
    const second = await run(['main'], { cwd, env: { PORT: '0' } });
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toMatch(
      /^data\/companion\.db is written by process \d+ on \S+, since \S+Z: end that one first, .*\n$/,
    );
    expect((await bot.stop()).code).toBe(0);
  });

  it('are handed over by one that is stopping', async () => {
    const cwd = emptyFolder();
    const old = await service({ cwd });
    const next = service({ cwd });
    setTimeout(old.stop, 500);
    expect(JSON.parse(await (await next).get('/readyz'))).toEqual({ status: 'ready', store: 'ready' });
  });

  it('let a chat look on, which says so and what is not kept', async () => {
    const cwd = emptyFolder();
    await ask(cwd, 'done docker');
    await service({ cwd });
    const looking = await ask(cwd, 'done\ndone git\nresource docker');
    expect(looking.code).toBe(0);
    expect(looking.stderr).toMatch(
      /^! data\/companion\.db is written by process \d+ .*nothing that you mark is kept\.\n$/,
    );
    expect(looking.stdout).toContain('Docker');
    expect(looking.stdout).toContain('Nothing was kept');
    expect(looking.stdout).toContain('docs.docker.com/get-started');
  });

  it('do not keep a chat from starting, nor a bot while a chat is open', async () => {
    const cwd = emptyFolder();
    const chat = begin(['main'], { cwd, input: '' });
    chat.type('about\n');
    await chat.says(/Credits/);
    const bot = await service({ cwd });
    chat.type('done git\n');
    await chat.says(/Nothing was kept/);
    await bot.stop();
    chat.type('done git\n').end();
    expect((await chat.ended).stdout).toMatch(/Nothing was kept[\s\S]*Git/);
  });
});

describe('a bot without a database that it can use', () => {
  /** `data` is a file, so that no folder can be made. */
  function blocked(): string {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'data'), '');
    return cwd;
  }

  it('answers what needs none, and says so where it does', async () => {
    const { code, stdout, stderr } = await ask(blocked(), 'done docker\nresource docker');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^! data\/companion\.db cannot be opened .*what needs no database works\.\n$/);
    expect(stdout).toContain('cannot be reached right now');
    expect(stdout).toContain('docs.docker.com/get-started');
    const answer = await run(['cli', 'ask', 'resource docker'], { cwd: blocked() });
    expect([answer.code, answer.stderr]).toEqual([0, '']);
    const failed = await run(['cli', 'ask', 'done docker'], { cwd: blocked() });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^! data\/companion\.db cannot be opened or written .*\n$/);
    expect(failed.stdout).toContain('cannot be reached right now');
  });

  it('serves, says that it is away, and is whole again by itself', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'inner'));
    writeFileSync(join(cwd, 'inner/data'), '');
    const bot = await service({ cwd, env: { DATABASE_PATH: 'inner/data/companion.db' } });
    expect(JSON.parse(await bot.get('/readyz'))).toEqual({ status: 'ready', store: 'away' });
    expect(await bot.get('/metrics')).toMatch(/^companion_store_up 0$/m);
    rmSync(join(cwd, 'inner/data'));
    await expect
      .poll(async () => JSON.parse(await bot.get('/readyz')).store, { timeout: 5_000 })
      .toBe('ready');
    const { stderr } = await bot.stop();
    const log = stderr.split('\n').flatMap((line) => (line.startsWith('{') ? JSON.parse(line).msg : []));
    expect(log).toContain('the database answers again');
    expect(stderr).toMatch(/^! inner\/data\/companion\.db cannot be opened or written/);
  });

  it('does not start on one that is broken or not its own', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data/companion.db'), 'Dear diary, '.repeat(500));
    const { code, stderr, stdout } = await ask(cwd, 'resource docker');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^data\/companion\.db is damaged or is no SQLite database\. .*npm run store -- restore FILE\n$/,
    );
  });
});

describe.skipIf(noPostgres)('bots on PostgreSQL', () => {
  it('share it, and show no password when it refuses them', async () => {
    const DATABASE_URL = await newDatabase();
    const cwd = emptyFolder();
    const bots = await Promise.all([
      service({ cwd, env: { DATABASE_URL } }),
      service({ cwd, env: { DATABASE_URL } }),
    ]);
    for (const bot of bots) {
      expect(JSON.parse(await bot.get('/readyz'))).toEqual({ status: 'ready', store: 'ready' });
    }
    const chat = await ask(cwd, 'done docker\ndone', { DATABASE_URL });
    expect([chat.code, chat.stderr]).toEqual([0, '']);
    expect(chat.stdout).toContain('Docker');
    for (const bot of bots) expect((await bot.stop()).code).toBe(0);

    const wrong = new URL(DATABASE_URL);
    wrong.password = 'wr0ng-w0rd';
    const refused = await ask(cwd, 'about', { DATABASE_URL: wrong.href });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/refuses the password/)]);
    expect(refused.stderr).not.toContain('wr0ng');
  });

  it('start without it, answer, and use it once it is there', async () => {
    const server = await startPostgres();
    try {
      await server.halt();
      const bot = await service({ cwd: emptyFolder(), env: { DATABASE_URL: server.url } });
      expect(JSON.parse(await bot.get('/readyz'))).toEqual({ status: 'ready', store: 'away' });
      await server.restart();
      await expect
        .poll(async () => JSON.parse(await bot.get('/readyz')).store, { timeout: 10_000 })
        .toBe('ready');
      expect((await bot.stop()).stderr).toContain('! The database at 127.0.0.1');
    } finally {
      await server.stop();
    }
  });
});
