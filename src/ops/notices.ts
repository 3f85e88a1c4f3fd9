import { nearest } from '../catalog/nearest.ts';
import { type Key, keys, workingKeys } from '../config/settings.ts';
import type { Config } from '../config.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Names in an environment that are nearly those of a setting, which would be left out without a word. */
export function misspelt(env: Env): string[] {
  const known: readonly string[] = keys;
  return Object.keys(env).flatMap((name) => {
    if (known.includes(name) || (env[name] ?? '') === '') return [];
    const meant = nearest(name, keys);
    return meant === undefined || (env[meant] ?? '') !== ''
      ? []
      : [`${name} is set, but there is no such setting: did you mean ${meant}?`];
  });
}

/** Settings that need another one beside them. */
export function incomplete({ given }: Pick<Config, 'given'>): string[] {
  const has = (key: Key) => given.includes(key);
  const alone: string[] = [];
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    alone.push(
      'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.',
    );
  }
  for (const [key, other] of companions) {
    if (has(key) && !has(other)) alone.push(`${key} needs ${other} beside it.`);
  }
  return alone;
}

const companions = [
  ['SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'],
  ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'],
  ['DISCORD_GUILD_ID', 'DISCORD_TOKEN'],
] as const;

/** What is set for features that this version does not have. */
export function notYet({ given }: Pick<Config, 'given'>): string[] {
  const later = given.filter((key) => !workingKeys.includes(key));
  return later.map((key) => `${key} is set, but this version does not use it yet.`);
}

export function platformOf(key: Key): 'Slack' | 'Discord' | undefined {
  if (key.startsWith('SLACK_')) return 'Slack';
  return key.startsWith('DISCORD_') ? 'Discord' : undefined;
}
