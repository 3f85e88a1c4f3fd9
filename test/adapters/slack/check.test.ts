import { expect, test } from 'vitest';
import { checkSlack } from '../../../src/adapters/slack/check.ts';
import { olderScopes, requiredScopes, startWorkspace } from '../../support/slack/workspace.ts';
import { settingsOf } from './connected.ts';

async function checked(scopes?: readonly string[]): Promise<string[]> {
  const workspace = await startWorkspace(scopes === undefined ? {} : { scopes });
  const wait = () => Promise.reject(new Error('nothing has to wait'));
  const checks = await checkSlack(settingsOf(workspace, 'http'), { clock: () => 0, wait });
  await workspace.close();
  return checks.map(({ result, message, mend = '' }) => `${result}: ${message} ${mend}`.trim());
}

const known = 'good: Slack: the bot is @companion in T000000001';

test('an app that has all that its manifest names is good', async () => {
  expect(await checked()).toEqual([known]);
});

test('an app without the optional scopes is good, and told what that costs', async () => {
  const without = 'good: Slack: without channels:history and groups:history after a lost answer nobody can';
  expect(await checked(requiredScopes)).toEqual([known, expect.stringContaining(without)]);
});

test('an app of before the daily post is told what it lacks, and how to mend it', async () => {
  const lacks = /^wrong: Slack: the token lacks users:read, channels:read, groups:read paste .* reinstall/;
  expect(await checked(olderScopes)).toEqual([known, expect.stringMatching(lacks)]);
});
