import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { builtInCatalog, keys, secretKeys, workingKeys } from '../src/config/settings.ts';
import { ConfigError, readConfig } from '../src/config.ts';

function problemsOf(env: Record<string, string | undefined>) {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
const messagesOf = (env: Record<string, string | undefined>) => problemsOf(env).map(({ message }) => message);

describe('settings', () => {
  it('need nothing: everything has a default', () => {
    expect(readConfig({})).toEqual({
      commandName: 'mlops',
      catalogDirs: [builtInCatalog],
      database: { path: 'data/companion.db' },
      host: '127.0.0.1',
      managers: [],
      port: 3000,
      logLevel: 'info',
      given: [],
      secrets: [],
    });
  });

  it('are read from text', () => {
    const env = {
      COMMAND_NAME: 'study_2',
      CATALOG_DIRS: 'catalog, ../ours ,',
      HOST: '::1',
      PORT: '8080',
      LOG_LEVEL: 'WARN',
    };
    expect(readConfig(env)).toMatchObject({
      commandName: 'study_2',
      catalogDirs: ['catalog', '../ours'],
      host: '::1',
      port: 8080,
      logLevel: 'warn',
      given: ['COMMAND_NAME', 'CATALOG_DIRS', 'HOST', 'PORT', 'LOG_LEVEL'],
    });
  });

  it.each(keys)('%s counts as absent when it is empty or blank', (key) => {
    expect(readConfig({ [key]: '' })).toEqual(readConfig({}));
    expect(readConfig({ [key]: '  ' })).toEqual(readConfig({}));
  });

  it('leave alone what they do not know', () => {
    expect(readConfig({ PATH: '/bin', SOMETHING: 'else' })).toEqual(readConfig({}));
  });

  it('name every problem at once, each with its mend', () => {
    const env = {
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      COMMAND_NAME: '/mlops',
      HOST: 'http://x',
      CATALOG_DIRS: ',',
    };
    expect(
      problemsOf(env)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(Object.keys(env).toSorted());
    expect(messagesOf(env)).toContain('PORT is "abc"');
    for (const { mend } of problemsOf(env)) expect(mend.length).toBeGreaterThan(10);
  });

  it.each([
    ['PORT', ['0', '1', '65535'], ['-1', '65536', '3000.5', '0x50', '99999', '3 000', 'NaN']],
    ['COMMAND_NAME', ['m', 'ml-ops', 'a'.repeat(32)], ['MLOps', 'ml ops', '/x', 'a'.repeat(33), 'é']],
    ['HOST', ['localhost', '0.0.0.0', '::', 'bot.example.org'], ['999.1.1.1', 'a b', '-x', 'x:80', '1.2.3']],
    ['LOG_LEVEL', ['trace', 'silent', 'Error'], ['verbose', '30', 'toString']],
    ['SLACK_BOT_TOKEN', ['xoxb-1-2-abcDEF'], ['xoxp-1-2-abc', 'xoxb-', 'xoxb-a b', '"xoxb-1"']],
    ['SLACK_APP_TOKEN', ['xapp-1-A1-2-abc'], ['xoxb-1-2-abc']],
    ['SLACK_SIGNING_SECRET', ['0123456789abcdef0123456789abcdef'], ['short', 'with space in the middle of']],
    ['DISCORD_TOKEN', ['MTk4NjIy.Cl2FMQ.ZnCjm1XVW7vRze4b'], ['Bot MTk4.Cl2F.ZnCj', 'MTk4NjIy', 'a.b.c.d']],
    ['DISCORD_GUILD_ID', ['123456789012345678'], ['My server', '123']],
    ['DEFAULT_TIME_ZONE', ['Europe/Berlin', 'UTC', 'Asia/Kolkata'], ['Berlin', '+01:00', 'Europe/Nowhere']],
    [
      'DAILY_MANAGERS',
      ['U012AB3CD', 'discord:123456789012345678, slack:U012AB3CD', 'slack:T012/U012AB3CD'],
      ['@ada', 'U012AB3CD; U2', 'teams:U012AB3CD', 'ada lovelace'],
    ],
    [
      'DATABASE_URL',
      [
        'postgres://u:p@db/x',
        'postgresql://db',
        'postgres://u:%40%2F@[::1]:5/x?sslmode=require',
        'postgres:///x?host=/run',
      ],
      [
        'mysql://db',
        'db',
        'postgres://u:1/b@db/x',
        'postgres://u:1?b@db/x',
        'postgres://u:1#b@db/x',
        'postgres://db/x?sslmode=maybe',
      ],
    ],
    ['DATABASE_PATH', ['data/x.db', '/var/lib/x'], [':memory:', 'file:x.db', 'data/']],
    ['PUBLIC_URL', ['https://bot.example.org'], ['bot.example.org', 'ftp://x']],
    [
      'SLACK_API_URL',
      ['http://127.0.0.1:4000/api/', 'http://localhost:1', 'http://[::1]:4000'],
      [
        'https://slack.com/api/',
        'http://127.0.0.1.evil.example',
        'http://localhost@evil.example',
        'file:///x',
      ],
    ],
    ['SLACK_SOCKET_CONNECTIONS', ['1', '2', '10'], ['0', '11', '-1', '2.5', 'two', '02']],
    ['DISCORD_API_URL', ['http://127.9.9.9/'], ['https://discord.com', 'http://10.0.0.1']],
  ])('%s takes what it should, and refuses the rest', (key, good, bad) => {
    for (const value of good) expect([value, problemsOf({ [key]: value })]).toEqual([value, []]);
    for (const value of bad) {
      expect([value, problemsOf({ [key]: value }).map((one) => one.key)]).toEqual([value, [key]]);
    }
  });

  it('connect Slack by Socket Mode, by HTTP, or not at all', () => {
    const [SLACK_BOT_TOKEN, SLACK_APP_TOKEN] = ['xoxb-1-abc', 'xapp-1-abc'];
    const SLACK_SIGNING_SECRET = '0123456789abcdef0123456789abcdef';
    const socket = { type: 'socket', appToken: SLACK_APP_TOKEN, connections: 2 };
    const slackOf = (env: Record<string, string>) => readConfig({ SLACK_BOT_TOKEN, ...env }).slack;
    expect(slackOf({})).toBeUndefined();
    expect(readConfig({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }).slack).toBeUndefined();
    expect(slackOf({ SLACK_APP_TOKEN })).toEqual({ botToken: SLACK_BOT_TOKEN, way: socket });
    expect(slackOf({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET })?.way).toEqual(socket);
    expect(slackOf({ SLACK_APP_TOKEN, SLACK_SOCKET_CONNECTIONS: '5' })?.way).toEqual({
      ...socket,
      connections: 5,
    });
    expect(slackOf({ SLACK_SIGNING_SECRET, SLACK_API_URL: 'http://127.0.0.1:1' })).toEqual({
      botToken: SLACK_BOT_TOKEN,
      way: { type: 'http', signingSecret: SLACK_SIGNING_SECRET },
      apiUrl: 'http://127.0.0.1:1',
    });
  });

  it('know which values are secret, the password of a database address too', () => {
    const config = readConfig({
      SLACK_BOT_TOKEN: 'xoxb-1-abc',
      DATABASE_URL: 'postgres://me:pass-word@db/x',
    });
    expect(config.secrets).toEqual(['xoxb-1-abc', 'postgres://me:pass-word@db/x', 'pass-word']);
    const encoded = readConfig({ DATABASE_URL: 'postgres://me:p%40ss@db/x?password=other' });
    expect(encoded.secrets.slice(1)).toEqual(['p%40ss', 'p@ss', 'other']);
  });

  it('never repeat a secret in a problem, wherever it was put', () => {
    const secret = fc.constantFrom(
      'xoxb-12',
      'xapp-1-A',
      'xoxb-1234567890-abcdefghij',
      `${'M'.repeat(24)}.G.x1`,
      'pg://me:pw@db',
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), secret, (key, value) => {
        expect(JSON.stringify(problemsOf({ [key]: value }))).not.toContain(value);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...secretKeys), fc.string(), (key, value) => {
        for (const message of messagesOf({ [key]: `§${value}` })) expect(message).not.toContain('§');
      }),
    );
  });

  it('take or refuse any text with a ConfigError, and nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.string()), (env) => {
        for (const { key } of problemsOf(env)) expect(keys).toContain(key);
      }),
    );
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');

  it('sets nothing, so that a copy changes nothing', () => {
    expect(parse(text)).toEqual({});
  });

  it('shows every setting that works now, and no other', () => {
    const shown = [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, key]) => key);
    expect(shown).toEqual([...workingKeys]);
  });

  it('shows the defaults, or values that would be taken', () => {
    const { CATALOG_DIRS, ...defaults } = parse(text.replace(/^#(?=[A-Z_]+=)/gm, ''));
    const { given, ...config } = readConfig(defaults);
    // All but the folders of catalogs, a database address and the keys of Slack and Discord, which nobody has by default.
    expect(given.length).toBe(workingKeys.length - 11);
    expect({ ...config, given: [] }).toEqual(readConfig({}));
    expect(readConfig({ CATALOG_DIRS }).catalogDirs).toHaveLength(2);
  });
});

describe('docs/self-hosting.md', () => {
  it('has every setting that works now in its table, with its default', () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/self-hosting.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \|/gm)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    expect(rows.map(([key]) => key)).toEqual([...workingKeys]);
    const { CATALOG_DIRS, ...defaults } = z.record(z.string(), z.string()).parse(Object.fromEntries(rows));
    const given = Object.entries(defaults).filter(([, value]) => !value.startsWith('none'));
    const config = readConfig(Object.fromEntries(given.map(([k, v]) => [k, v.replaceAll('`', '')])));
    expect({ ...config, given: [] }).toEqual(readConfig({}));
    expect(CATALOG_DIRS).toBe('the `catalog` folder');
    expect(defaults.DATABASE_URL).toBe('none: the file');
    expect(given.length).toBe(workingKeys.length - 11);
  });
});
