import { stringify } from 'yaml';
import { ManifestError, type ManifestOptions, slackManifest } from '../adapters/slack/manifest.ts';
import { commands } from '../commands/all.ts';
import type { Out } from './catalog.ts';

interface Options extends Omit<ManifestOptions, 'commands'> {
  /** As typed; undefined when nothing was. */
  platform: string | undefined;
  /** JSON instead of YAML. */
  json: boolean;
}

const manifests = new Map([['slack', slackManifest]]);

/** Prints what a platform wants to know of the bot. Gives the exit code: 0, or 2 for what cannot be made. */
export function manifestCommand(options: Options, out: Out, say: Out): 0 | 2 {
  const { platform, json, ...rest } = options;
  const make = manifests.get(platform ?? '');
  if (make === undefined) {
    const names = [...manifests.keys()];
    const asked = platform === undefined ? 'Name a platform' : `There is no manifest for "${platform}"`;
    say(`${asked}. There is one for ${names.join(', ')}: npm run --silent manifest -- ${names[0]}`);
    return 2;
  }
  try {
    const manifest = make({ ...rest, commands });
    out(json ? JSON.stringify(manifest, undefined, 2) : stringify(manifest, { lineWidth: 0 }).trimEnd());
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    say(error.message);
    return 2;
  }
  say(`This is for ${rest.url === undefined ? 'Socket Mode' : 'HTTP'}; docs/slack.md shows where it goes.`);
  return 0;
}
