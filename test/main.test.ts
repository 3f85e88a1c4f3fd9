import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { begin, emptyFolder, endPrograms, type RunOptions, run } from './ops/program.ts';

const token = 'xoxb-1234-5678-abcdefGHIJ';
const servingAt = /Serving (http:\/\/\S+)\/healthz/;

/** A start that stays; resolves with its address. */
async function service(options: RunOptions = {}) {
  const program = begin(['main'], { ...options, env: { PORT: '0', ...options.env } });
  const [, url = ''] = await program.says(servingAt);
  return { program, url };
}

/** Process groups of shells, whose programs may stay behind when a test fails. */
const groups: number[] = [];

afterEach(async () => {
  for (const group of groups.splice(0)) endGroup(group);
  await endPrograms();
});

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It is gone, as it should be.
  }
}

describe('a start with lines on a pipe', () => {
  it('answers each and ends, and opens no server', async () => {
    const { code, stdout, stderr } = await run(['main'], { input: 'topic docker\nabout\n' });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Docker');
    expect(stdout).toContain('MLOps Companion 0.');
    expect(stdout).not.toContain('Serving');
  });

  it('answers a last line without its line break', async () => {
    const { code, stdout } = await run(['main'], { input: 'about' });
    expect(code).toBe(0);
    expect(stdout).toContain('Credits');
  });

  it('answers what comes late on a pipe that was silent, and ends with it', async () => {
    const { program } = await service({ input: '' });
    program.type('about\n').end();
    const { code, stdout } = await program.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Credits');
  });
});

describe('a start without terminal and input', () => {
  it('shows the first screen, serves and stays until SIGTERM', async () => {
    const { program, url } = await service();
    const health = await (await fetch(`${url}/healthz`)).json();
    expect(health).toMatchObject({ status: 'ok', version: expect.any(String), uptime: expect.any(Number) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    program.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^MLOps Companion \d/);
    expect(stdout).toContain('docker');
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['serving', 'stopping', 'stopped']);
  });

  it('ends with SIGINT too', async () => {
    const { program } = await service();
    program.kill('SIGINT');
    expect((await program.ended).code).toBe(0);
  });

  it('takes an empty pipe for no input', async () => {
    const program = begin(['main'], { input: '', env: { PORT: '0' } });
    program.type('').end();
    await program.says(servingAt);
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });

  it('does not stay behind when npm and its shell are gone', async () => {
    const command = '"$0" "$1" main </dev/null; exit';
    const start = join(import.meta.dirname, '../src/start.js');
    const env = { PATH: process.env.PATH, PORT: '0', npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', command, process.execPath, start], {
      cwd: emptyFolder(),
      env,
      detached: true,
    });
    if (shell.pid !== undefined) groups.push(shell.pid);
    let log = '';
    shell.stderr.on('data', (text: Buffer) => {
      log += text.toString();
      if (log.includes('"serving"')) shell.kill('SIGTERM');
    });
    await once(shell, 'close');
    expect(log).toContain('npm is gone');
    expect(log).toContain('"stopped"');
  });

  it('does not wait for a pipe that somebody holds open', async () => {
    const { program } = await service({ input: '' });
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
    const broken = begin(['main'], { input: '', env: { PORT: 'x' } });
    expect((await broken.ended).code).toBe(1);
  });

  it('asks whether a name is a slip also when another setting is wrong', async () => {
    const broken = begin(['main'], { input: '', env: { PORT: 'abc', COMAND_NAME: 'x' } });
    const { code, stderr } = await broken.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/did you mean COMMAND_NAME\?\nPORT is "abc"/);
  });

  it('says in one sentence that the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, stderr } = await run(['main'], { env: { PORT: String(port) } });
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Port ${port} on 127.0.0.1 is in use: stop the program that has it, or set PORT to another number.\n`,
    );
  });
});

describe('a start that cannot be', () => {
  it('lists every wrong setting with its mend, and shows no secret and no stack', async () => {
    const env = { PORT: 'http', LOG_LEVEL: 'loud', DISCORD_TOKEN: `Bot ${token}`, SLACK_APP_TOKEN: token };
    const { code, stdout, stderr } = await run(['main'], { env });
    expect([code, stdout]).toEqual([1, '']);
    for (const key of Object.keys(env)) expect(stderr).toMatch(new RegExp(`^${key} .*\n {4}\\S`, 'm'));
    expect(stderr).toContain('4 settings are wrong');
    expect(stderr).not.toContain(token);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('lists everything that is wrong with the catalog', async () => {
    const catalog = join(emptyFolder(), 'catalog');
    mkdirSync(catalog);
    writeFileSync(join(catalog, 'resources.yaml'), '- id: One\n- id: two\n  titel: Two\n');
    const { code, stdout, stderr } = await run(['main'], { env: { CATALOG_DIRS: `${catalog},/no/such` } });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`${catalog}/resources.yaml:3:3  resource two: unknown field "titel"`);
    expect(stderr).toContain('/no/such:1:1  there is no such folder');
    expect(stderr).toMatch(/\n\d+ problems\n$/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('does not take words, and says where they belong', async () => {
    const { code, stderr } = await run(['main', 'resource', 'docker']);
    expect(code).toBe(2);
    expect(stderr).toContain('npm run ask -- "resource docker"');
  });
});

describe('the settings of a start', () => {
  it('come from .env of the working directory, beneath the environment', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, '.env'), 'COMMAND_NAME=Wrong Name\nLOG_LEVEL=silent\nPORT=70000\n');
    const first = await run(['main'], { cwd, env: { PORT: '0' } });
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('COMMAND_NAME is "Wrong Name"');
    expect(first.stderr).not.toContain('PORT');
    const { program } = await service({ cwd, env: { COMMAND_NAME: 'study' } });
    program.kill('SIGTERM');
    expect(await program.ended).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('/study'),
    });
  });

  it('say what is not there yet, and what is misspelt, without any secret', async () => {
    const env = {
      SLACK_BOT_TOKEN: token,
      PUBLIC_URL: 'https://bot.example.org',
      CATALOG_DIR: 'x',
      LOG_LEVEL: 'trace',
    };
    const { program, url } = await service({ env });
    await (await fetch(`${url}/metrics`)).text();
    program.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET');
    expect(stderr).toContain('PUBLIC_URL is set, but this version does not use it yet');
    expect(stderr).toContain('CATALOG_DIR is set, but there is no such setting: did you mean CATALOG_DIRS?');
    expect(stdout + stderr).not.toContain(token);
  });

  it('do without a .env that cannot be read, and say so', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, '.env'));
    const { code, stderr } = await run(['main'], { cwd, input: 'about\n' });
    expect(code).toBe(0);
    expect(stderr).toContain('.env cannot be read (EISDIR)');
  });
});
