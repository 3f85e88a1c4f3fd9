import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { slackManifest } from '../../src/adapters/slack/manifest.ts';
import { manifestCommand } from '../../src/cli/manifest.ts';
import { commands } from '../../src/commands/all.ts';
import { endPrograms, run } from '../ops/program.ts';

afterEach(endPrograms);

const url = 'https://bot.example.org';

function made(options: Partial<Parameters<typeof manifestCommand>[0]> = {}) {
  const out: string[] = [];
  const said: string[] = [];
  const code = manifestCommand(
    { platform: 'slack', commandName: 'mlops', json: false, ...options },
    (text) => void out.push(text),
    (text) => void said.push(text),
  );
  return { code, out: out.join('\n'), said };
}

describe('the manifest of Slack', () => {
  it.each([{}, { url }, { commandName: '007' }, { commandName: 'no' }])(
    'says the same in YAML and in JSON, with %j',
    (options) => {
      const manifest = slackManifest({ commandName: 'mlops', commands, ...options });
      expect(parse(made(options).out)).toEqual(manifest);
      expect(JSON.parse(made({ ...options, json: true }).out)).toEqual(manifest);
    },
  );

  it('is YAML that an older reader understands as well', () => {
    const { out } = made({ commandName: 'on' });
    expect(parse(out, { version: '1.1' })).toEqual(parse(out));
  });

  it('tells beside it which way it is for', () => {
    expect(made()).toMatchObject({ code: 0, said: [expect.stringContaining('Socket Mode')] });
    expect(made({ url })).toMatchObject({ code: 0, said: [expect.stringContaining('HTTP')] });
  });

  it.each([
    [{ url: 'http://bot.example.org' }, 'https'],
    [{ commandName: 'a'.repeat(32) }, 'at most 31'],
  ])('is not made for %j', (options, why) => {
    expect(made(options)).toEqual({ code: 2, out: '', said: [expect.stringContaining(why)] });
  });
});

describe('the links of Discord', () => {
  const id = '123456789012345678';
  const token = `${Buffer.from(id).toString('base64url')}.GxYz12.abc_def`;

  it('are those of the app that the token belongs to, or of the one that is named', () => {
    const { code, out, said } = made({ platform: 'discord', discord: { token } });
    expect([code, out.match(/client_id=(\d+)/g)]).toEqual([0, [`client_id=${id}`, `client_id=${id}`]]);
    expect(said).toEqual([expect.stringContaining('docs/discord.md')]);
    const other = made({ platform: 'discord', discord: { token }, app: '987654321098765432', json: true });
    expect(JSON.parse(other.out)).toEqual({
      server: expect.stringContaining('client_id=987654321098765432'),
      account: expect.stringContaining('client_id=987654321098765432'),
    });
  });

  it.each([{}, { app: 'mlops' }, { app: id, url }])('are not made for %j', (options) => {
    const { code, out, said } = made({ platform: 'discord', ...options });
    expect([code, out, said.length]).toEqual([2, '', 1]);
  });
});

describe('npm run manifest', () => {
  it('prints nothing but the manifest, with the name of the settings', async () => {
    const { code, stdout } = await run(['cli', 'manifest', 'slack', '--url', url], {
      env: { COMMAND_NAME: 'study' },
    });
    expect(code).toBe(0);
    expect(parse(stdout)).toEqual(slackManifest({ commandName: 'study', commands, url }));
  });

  it('prints JSON when it is asked to', async () => {
    const { stdout } = await run(['cli', 'manifest', 'slack', '--json']);
    expect(JSON.parse(stdout)).toEqual(slackManifest({ commandName: 'mlops', commands }));
  });

  it.each([
    [[], 'Name a platform. There is one for slack and discord: npm run --silent manifest -- slack\n'],
    [
      ['irc'],
      expect.stringMatching(/^There is no manifest for "irc"\. There is one for slack and discord: /),
    ],
  ])('says what there is when it is asked for %j', async (words, stderr) => {
    expect(await run(['cli', 'manifest', ...words])).toEqual({ code: 2, stdout: '', stderr });
  });

  it('shows in its help a line that works', async () => {
    const { stdout } = await run(['cli', 'manifest', '--help']);
    expect(stdout.split('\n')[0]).toBe('Usage: npm run manifest -- <platform> [options]');
  });
});
