import { describe, expect, it } from 'vitest';
import { keys, workingKeys } from '../../src/config/settings.ts';
import { incomplete, misspelt, notYet } from '../../src/ops/notices.ts';

describe('misspelt settings', () => {
  it.each([
    ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
    ['CATALOG_DIR', 'CATALOG_DIRS'],
    ['DISCORD_TOKENS', 'DISCORD_TOKEN'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['port', 'PORT'],
  ])('%s: did you mean %s', (name, meant) => {
    expect(misspelt({ [name]: 'x' })).toEqual([
      `${name} is set, but there is no such setting: did you mean ${meant}?`,
    ]);
  });

  it('are not those that are right, empty, or that usual environments have', () => {
    const right = Object.fromEntries(keys.map((key) => [key, 'x']));
    const usual = [
      'PATH',
      'HOME',
      'HOSTNAME',
      'TERM',
      'USER',
      'SHELL',
      'PWD',
      'LANG',
      'NODE_ENV',
      'HOSTTYPE',
    ];
    expect(misspelt(right)).toEqual([]);
    expect(misspelt({ ...Object.fromEntries(usual.map((name) => [name, 'x'])), CATALOG_DIR: '' })).toEqual(
      [],
    );
    expect(misspelt({ CATALOG_DIR: 'x', CATALOG_DIRS: 'y' })).toEqual([]);
  });

  it('never repeat the value', () => {
    expect(misspelt({ SLACK_BOT_TOKN: 'xoxb-1-abc' }).join()).not.toContain('xoxb');
  });
});

describe('settings of later versions', () => {
  it('get a line for each', () => {
    expect(notYet({ given: ['PORT', 'PUBLIC_URL'] })).toEqual([
      'PUBLIC_URL is set, but this version does not use it yet.',
    ]);
  });

  it('are none of those that work', () => {
    expect(notYet({ given: workingKeys })).toEqual([]);
  });

  it('say what they need beside them', () => {
    expect(incomplete({ given: ['SLACK_BOT_TOKEN'] })).toHaveLength(1);
    expect(incomplete({ given: ['SLACK_SIGNING_SECRET', 'DISCORD_GUILD_ID'] })).toHaveLength(2);
    expect(incomplete({ given: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN'] })).toEqual([]);
  });
});
