import { stringify } from 'yaml';
import { applicationIdIn, invites, isSnowflake } from '../adapters/discord/invite.ts';
import { ManifestError, slackManifest } from '../adapters/slack/manifest.ts';
import { commands } from '../commands/all.ts';
import type { Config } from '../config.ts';
import type { Out } from './catalog.ts';

export interface ManifestSettings extends Pick<Config, 'commandName' | 'discord'> {
  /** As typed; undefined when nothing was. */
  platform: string | undefined;
  /** For Slack over HTTP: where it reaches the bot. */
  url?: string;
  /** For Discord: the id of the app, instead of the one in the token. */
  app?: string;
  /** JSON instead of YAML, or of lines. */
  json: boolean;
}

interface Printed {
  text: string;
  /** Where it goes. */
  note: string;
}

const manifests: Readonly<Record<string, (settings: ManifestSettings) => Printed>> = { slack, discord };

/** Prints what a platform wants to know of the bot. Gives the exit code: 0, or 2 for what cannot be made. */
export function manifestCommand(settings: ManifestSettings, out: Out, say: Out): 0 | 2 {
  const { platform = '' } = settings;
  const make = Object.hasOwn(manifests, platform) ? manifests[platform] : undefined;
  if (make === undefined) {
    const asked = platform === '' ? 'Name a platform' : `There is no manifest for "${platform}"`;
    const names = Object.keys(manifests);
    say(`${asked}. There is one for ${names.join(' and ')}: npm run --silent manifest -- ${names[0]}`);
    return 2;
  }
  try {
    const { text, note } = make(settings);
    out(text);
    say(note);
    return 0;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    say(error.message);
    return 2;
  }
}

function slack({ commandName, url, json }: ManifestSettings): Printed {
  const manifest = slackManifest({ commandName, commands, ...(url === undefined ? {} : { url }) });
  return {
    text: json ? JSON.stringify(manifest, undefined, 2) : stringify(manifest, { lineWidth: 0 }).trimEnd(),
    note: `This is for ${url === undefined ? 'Socket Mode' : 'HTTP'}; docs/slack.md shows where it goes.`,
  };
}

function discord({ app, url, discord: settings, json }: ManifestSettings): Printed {
  if (url !== undefined) throw new ManifestError('Discord needs no address: leave --url out.');
  const id = app ?? applicationIdIn(settings?.token ?? '');
  if (id === undefined || !isSnowflake(id)) {
    throw new ManifestError(
      'The links need the Application ID, which is on the page General Information of the app: --app 123456789012345678. With DISCORD_TOKEN set it is known.',
    );
  }
  const links = invites(id);
  const lines = [`For a server:         ${links.server}`, `For your own account: ${links.account}`];
  return {
    text: json ? JSON.stringify(links, undefined, 2) : lines.join('\n'),
    note: 'Open one of them in a browser where you are logged in. The first asks for what the daily post needs; docs/discord.md tells more.',
  };
}
