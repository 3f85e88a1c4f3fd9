import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const ignored = read('.dockerignore')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'));

/** Sources of every COPY from the checkout. */
const copied = dockerfile
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(/\s+/).slice(1, -1));

/** As Docker reads .dockerignore: a pattern also covers what is inside, and the last one that matches decides. */
function entersTheImage(path: string): boolean {
  let enters = true;
  for (const line of ignored) {
    const allows = line.startsWith('!');
    const glob = line.replace(/^!/, '').replace(/[.+^$()|{}]/g, '\\$&');
    const pattern = glob.replaceAll('**/', '(.*/)?').replace(/(?<![.)])\*/g, '[^/]*');
    if (new RegExp(`^${pattern}(/.*)?$`).test(path)) enters = allows;
  }
  return enters;
}

describe('the container image', () => {
  it('copies only paths that exist and that .dockerignore lets through', () => {
    expect(copied.length).toBeGreaterThan(3);
    for (const path of copied) {
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
      expect([path, entersTheImage(path)]).toEqual([path, true]);
    }
    expect(entersTheImage('src/catalog/model.ts')).toBe(true);
  });

  it.each([
    '.git/config',
    'node_modules/zod/index.js',
    'bench/node_modules/lunr/lunr.js',
    'src/node_modules/a.js',
    'data/companion.db',
    '.env',
    '.env.production',
    'npm-debug.log',
    'test/architecture.test.ts',
    'anything-new',
  ])('leaves out %s', (path) => {
    expect(entersTheImage(path)).toBe(false);
  });

  it('runs as somebody other than root, and starts what npm start starts with no npm between', () => {
    const { scripts } = z
      .object({ scripts: z.object({ start: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    const last = (word: string) => dockerfile.findLast((line) => line.startsWith(`${word} `)) ?? '';
    expect(last('USER')).toBe('USER node');
    expect(
      z
        .array(z.string())
        .parse(JSON.parse(last('CMD').slice(4)))
        .join(' '),
    ).toBe(scripts.start);
  });

  it('installs exactly the lock file, without what only develops', () => {
    expect(dockerfile.filter((line) => line.startsWith('RUN npm'))).toEqual([
      expect.stringMatching(/^RUN npm ci --omit=dev --ignore-scripts\b/),
    ]);
  });

  it('uses the version of Node that .nvmrc names', () => {
    const images = dockerfile.filter((line) => line.startsWith('FROM ')).map((line) => line.split(/\s+/)[1]);
    expect(new Set(images)).toEqual(new Set([`node:${read('.nvmrc').trim()}-slim`]));
  });
});

describe('the compose file', () => {
  const service = z.looseObject({ ports: z.array(z.string()), volumes: z.array(z.string()) });
  const database = z.looseObject({
    environment: z.record(z.string(), z.string()),
    profiles: z.array(z.string()),
    volumes: z.array(z.string()),
  });
  const composed = z
    .object({
      services: z.object({ companion: service, postgres: database }),
      volumes: z.record(z.string(), z.null()),
    })
    .parse(parse(read('compose.yaml')));
  const { companion, postgres } = composed.services;

  it('publishes its port to this machine only', () => {
    expect(companion.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  it('may write only to its volume and to /tmp, and gains no rights', () => {
    expect(companion).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(companion.volumes).toEqual(['data:/app/data']);
  });

  it('has a PostgreSQL for those who ask for it alone, with no password of its own and no port', () => {
    expect(postgres.profiles).toEqual(['scale']);
    expect(postgres).not.toHaveProperty('ports');
    expect(postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:-\}$/);
    expect(companion).toMatchObject({ depends_on: { postgres: { required: false } } });
    const address = /DATABASE_URL=(postgres:\/\/\S+?):.*@(\S+)/.exec(read('compose.yaml')) ?? [];
    expect([address[1], address[2]]).toEqual([
      `postgres://${postgres.environment.POSTGRES_USER}`,
      `postgres:5432/${postgres.environment.POSTGRES_DB}`,
    ]);
  });

  it('names every volume that it mounts', () => {
    const mounted = [companion, postgres].flatMap(({ volumes }) => volumes.map((one) => one.split(':')[0]));
    expect(Object.keys(composed.volumes).toSorted()).toEqual(mounted.toSorted());
  });
});
