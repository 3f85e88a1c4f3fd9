import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createPlainServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type DoctorOptions, doctor, examine } from '../../src/cli/doctor.ts';
import { createHttp } from '../../src/ops/http.ts';
import { type Listening, listen } from '../../src/ops/listen.ts';
import { emptyFolder, endPrograms, run } from '../ops/program.ts';
import { startDiscord } from '../support/discord/discord.ts';
import { startWorkspace } from '../support/slack/workspace.ts';

const servers: (Server | Listening)[] = [];

function optionsWith(env: DoctorOptions['env'] = {}, others: Partial<DoctorOptions> = {}): DoctorOptions {
  return {
    env: { PORT: '0', ...env },
    folder: emptyFolder(),
    nodeVersion: '26.1.0',
    version: '1.2.3',
    clock: () => performance.now(),
    ...others,
  };
}

const wrongOf = async (options: DoctorOptions) =>
  (await examine(options)).filter(({ result }) => result === 'wrong').map(({ message }) => message);
const warningsOf = async (options: DoctorOptions) =>
  (await examine(options)).filter(({ result }) => result === 'warning').map(({ message }) => message);

async function listening<T extends Server>(server: T): Promise<{ port: string }> {
  server.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return { port: String(typeof address === 'object' ? address?.port : '') };
}

afterEach(async () => {
  await endPrograms();
  await Promise.all(
    servers.splice(0).map((server) => ('abort' in server ? server.close(0) : server[Symbol.asyncDispose]())),
  );
});

describe('the doctor', () => {
  it('finds nothing wrong where nothing is set', async () => {
    const written: string[] = [];
    expect(await doctor(optionsWith(), (text) => written.push(text))).toBe(0);
    const lines = written.join('').split('\n');
    expect(lines[0]).toBe('✓ Node 26.1.0');
    expect(lines.join('\n')).toMatch(/✓ catalog: \d+ resources, \d+ topics/);
    expect(lines.join('\n')).toContain('✓ Slack and Discord: no tokens, not used');
    expect(lines.at(-2)).toBe('Ready: npm start');
  });

  it('names an old Node, with its mend', async () => {
    expect(await wrongOf(optionsWith({}, { nodeVersion: '20.20.2' }))).toEqual([
      'Node 20.20.2; 26 is needed',
    ]);
  });

  it('looks at the catalog and the port also when another setting is wrong', async () => {
    const wrong = await wrongOf(optionsWith({ LOG_LEVEL: 'y', CATALOG_DIRS: '/no/such' }));
    expect(wrong).toEqual(['LOG_LEVEL is "y"', '/no/such:1:1  there is no such folder']);
    const all = await examine(optionsWith({ LOG_LEVEL: 'y' }));
    expect(all.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^port \d+ on/));
  });

  it('names every wrong setting, and looks no further than it can', async () => {
    const options = optionsWith({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(await wrongOf(options)).toEqual(['PORT is "x"', 'LOG_LEVEL is "y"']);
  });

  it('names what is wrong with the catalog, with its place', async () => {
    expect(await wrongOf(optionsWith({ CATALOG_DIRS: '/no/such' }))).toEqual([
      '/no/such:1:1  there is no such folder',
    ]);
  });

  it('warns of slips and of what is not there yet, and is content all the same', async () => {
    const options = optionsWith({
      SLACK_BOT_TOKEN: 'xoxb-1-abc',
      SLACK_SIGNING_SECRT: 'x',
      PUBLIC_URL: 'https://bot.example.org',
    });
    expect(await warningsOf(options)).toEqual([
      'SLACK_SIGNING_SECRT is set, but there is no such setting: did you mean SLACK_SIGNING_SECRET?',
      'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.',
      'PUBLIC_URL is set, but this version does not use it yet.',
    ]);
    expect(await doctor(options, () => {})).toBe(0);
  });

  it.each([
    [0o644, ['.env can be read by other users of this machine']],
    [0o640, ['.env can be read by other users of this machine']],
    [0o600, []],
  ])('looks at who may read .env: mode %o', async (mode, expected) => {
    const options = optionsWith();
    writeFileSync(join(options.folder, '.env'), '');
    chmodSync(join(options.folder, '.env'), mode);
    expect(await warningsOf(options)).toEqual(expected);
  });

  it('names a port that another program has', async () => {
    const { port } = await listening(createPlainServer((socket) => socket.destroy()));
    expect(await wrongOf(optionsWith({ PORT: port }))).toEqual([
      expect.stringContaining(`Port ${port} on 127.0.0.1`),
    ]);
    const other = await listening(createServer((_request, response) => response.end('{"status":"ok"}')));
    expect(await wrongOf(optionsWith({ PORT: other.port }))).toHaveLength(1);
  });

  it('knows a bot that already runs on the port', async () => {
    const app = createHttp({
      version: '1.2.3',
      uptime: () => 1,
      ready: () => true,
      storeAnswers: async () => true,
      platforms: [],
      onError: () => {},
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    servers.push(server);
    const options = optionsWith({ PORT: new URL(server.url).port });
    expect(await warningsOf(options)).toEqual([expect.stringContaining('runs there already')]);
  });
});

describe('npm run doctor', () => {
  it('ends with 1 when something is wrong, and shows no secret', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'catalog'));
    writeFileSync(join(cwd, '.env'), 'SLACK_BOT_TOKEN=xoxb-1-secretpart\nPORT=0\n', { mode: 0o644 });
    const good = await run(['cli', 'doctor'], { cwd });
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toContain('! .env can be read');
    expect(good.stdout).toContain('Ready: npm start');
    const bad = await run(['cli', 'doctor'], { cwd, env: { CATALOG_DIRS: 'catalog' } });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^✗ catalog:1:1 {2}no part of a catalog.*\n {4}add /m);
    expect(good.stdout + bad.stdout + bad.stderr).not.toContain('secretpart');
  });
});

describe('the doctor, with Slack’s settings', () => {
  const linesOf = async (env: Record<string, string>) =>
    (await examine(optionsWith(env)))
      .filter(({ message }) => message.startsWith('Slack'))
      .map(({ result, message }) => `${result}: ${message}`);

  it('asks Slack whether it takes them', async () => {
    const workspace = await startWorkspace();
    const { botToken, appToken, signingSecret, apiUrl } = workspace;
    const both = { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl };
    const bot = 'good: Slack: the bot is @companion in T000000001';
    const socket = 'good: Slack: Socket Mode is open to SLACK_APP_TOKEN';
    expect(await linesOf({ ...both, SLACK_APP_TOKEN: appToken })).toEqual([bot, socket]);
    expect(await linesOf({ ...both, SLACK_SIGNING_SECRET: signingSecret })).toEqual([bot]);
    expect(await linesOf({ ...both, SLACK_APP_TOKEN: 'xapp-wrong' })).toEqual([
      bot,
      expect.stringContaining('wrong: Slack does not take SLACK_APP_TOKEN (invalid_auth)'),
    ]);
    workspace.revokeToken();
    expect(await linesOf({ ...both, SLACK_SIGNING_SECRET: signingSecret })).toEqual([
      expect.stringContaining('wrong: Slack no longer takes SLACK_BOT_TOKEN (token_revoked)'),
    ]);
    expect(workspace.callsOf('chat.postMessage')).toEqual([]);
    await workspace.close();
  });

  it('names what the app may not do', async () => {
    const workspace = await startWorkspace({ scopes: ['commands', 'chat:write'] });
    const { botToken, signingSecret, apiUrl } = workspace;
    const env = {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: apiUrl,
    };
    expect((await linesOf(env)).at(-1)).toBe(
      'wrong: Slack: the token lacks app_mentions:read, im:history, users:read, channels:read, groups:read',
    );
    await workspace.close();
  });

  it('does without Slack when it cannot be reached', async () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    };
    expect(await linesOf(env)).toEqual([
      'warning: Slack cannot be reached to check SLACK_BOT_TOKEN',
      'warning: Slack cannot be reached to check SLACK_APP_TOKEN',
    ]);
  });
});

describe('the doctor, with Discord’s settings', () => {
  const linesOf = async (env: Record<string, string>) =>
    (await examine(optionsWith(env)))
      .filter(({ message }) => message.startsWith('Discord'))
      .map(({ result, message }) => `${result}: ${message}`);

  it('asks Discord whether it takes them, and whether the bot is in the server', async () => {
    const discord = await startDiscord();
    const env = { DISCORD_TOKEN: discord.botToken, DISCORD_API_URL: discord.apiUrl };
    const known = `good: Discord: the bot is ${discord.botUser.username}`;
    const [school, friends] = [discord.guild('school').id, discord.guild('friends').id];
    expect(await linesOf(env)).toEqual([known]);
    expect(await linesOf({ ...env, DISCORD_GUILD_ID: school })).toEqual([
      known,
      `good: Discord: the commands go to the server ${school} alone`,
    ]);
    expect(await linesOf({ ...env, DISCORD_GUILD_ID: friends })).toEqual([
      known,
      `wrong: Discord: the bot is not in the server ${friends}`,
    ]);
    expect(await linesOf({ ...env, DISCORD_TOKEN: 'MTIz.abc.def' })).toEqual([
      expect.stringContaining('wrong: Discord does not take DISCORD_TOKEN'),
    ]);
    expect(discord.breaches).toEqual([]);
    await discord.close();
  });

  it('does without Discord when it cannot be reached', async () => {
    const env = { DISCORD_TOKEN: 'MTIz.abc.def', DISCORD_API_URL: 'http://127.0.0.1:9/api' };
    expect(await linesOf(env)).toEqual(['warning: Discord cannot be reached to check DISCORD_TOKEN']);
  });
});
