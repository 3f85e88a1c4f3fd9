import type { AppsManifestCreateArguments } from '@slack/web-api';
import type { Command } from '../../chat/command.ts';
import { fullName } from '../../chat/typed.ts';
import { shortcuts } from './names.ts';

type Manifest = AppsManifestCreateArguments['manifest'];
type Features = NonNullable<Manifest['features']>;
type Settings = NonNullable<Manifest['settings']>;
type BotScope = NonNullable<NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>['bot']>[number];

export interface ManifestOptions {
  /** What people type before a command, without the slash. */
  commandName: string;
  commands: readonly Pick<Command<unknown>, 'name' | 'group' | 'summary' | 'examples'>[];
  /** Where Slack reaches the bot over HTTP: https and a host. Without it, Socket Mode. */
  url?: string;
}

/** What Slack would not take, in one sentence for whoever wrote it. */
export class ManifestError extends Error {
  override name = 'ManifestError';
}

/** Every permission that is asked for, with its reason; docs/slack.md has the same table. */
export const botScopes = [
  { scope: 'commands', why: 'The bot offers a slash command and two shortcuts.' },
  {
    scope: 'chat:write',
    why: 'It answers mentions and direct messages, and writes to you directly where it may not write in a channel.',
  },
  {
    scope: 'app_mentions:read',
    why: 'It reads messages that mention it, in channels to which it was invited.',
  },
  { scope: 'im:history', why: 'It reads what people write to it in its direct messages.' },
  {
    scope: 'users:read',
    why: 'It takes the time zone of whoever switches the daily post on, and lets no guest do that in a channel.',
  },
  {
    scope: 'channels:read',
    why: 'It looks whether it may write in a channel before it promises a daily post there.',
  },
  { scope: 'groups:read', why: 'The same for private channels to which it was invited.' },
] as const satisfies readonly { scope: BotScope; why: string }[];

/** What whoever installs the app may leave out; docs/slack.md has the same table. */
export const optionalScopes = [
  {
    scope: 'channels:history',
    why: 'After a lost answer of Slack’s it looks whether a daily post came, reading back from the newest message.',
  },
  { scope: 'groups:history', why: 'The same for private channels to which it was invited.' },
] as const satisfies readonly { scope: BotScope; why: string }[];

/** What reads back the bot's own posts in a channel. */
export function historyScope(isPrivate: boolean): (typeof optionalScopes)[number]['scope'] {
  return isPrivate ? 'groups:history' : 'channels:history';
}

/** The slash command has at most 32 characters, its slash included: @slack/web-api, types/request/manifest.d.ts. */
const longestName = 31;
const longestAppName = 35;

/**
 * The configuration of the Slack app, to paste at api.slack.com/apps. Figures and keys: @slack/web-api,
 * types/request/manifest.d.ts; a description of 140 characters is refused all the same:
 * github.com/mastra-ai/mastra/pull/16093.
 *
 * @throws {ManifestError} for a command name or an address that Slack does not take.
 */
export function slackManifest({ commandName, commands, url }: ManifestOptions): Manifest {
  if (commandName.length > longestName) {
    throw new ManifestError(
      `COMMAND_NAME has ${commandName.length} characters, and Slack takes at most ${longestName}.`,
    );
  }
  const endpoint = url === undefined ? undefined : `${originOf(url)}/slack/events`;
  return {
    display_information: {
      name: appName(commandName),
      description: 'Finds what to learn next: books, courses, a study path and interview practice.',
      long_description: longDescription(commandName, commands),
      background_color: '#1d3557',
    },
    features: features(commandName, usageHint(commands), endpoint),
    oauth_config: {
      scopes: {
        // An optional scope stands in both: github.com/slackapi/slack-cli/pull/517.
        bot: [...botScopes, ...optionalScopes].map(({ scope }) => scope),
        bot_optional: optionalScopes.map(({ scope }) => scope),
      },
    },
    settings: settings(endpoint),
  };
}

function features(commandName: string, hint: string, endpoint: string | undefined): Features {
  const { find, about } = shortcuts;
  return {
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    bot_user: {
      display_name: commandName === 'mlops' ? 'mlops-companion' : `mlops-companion-${commandName}`,
      // Slack cannot tell by itself whether an app listens, and would show it as away.
      always_online: true,
    },
    shortcuts: [
      {
        type: 'global',
        name: find.name,
        callback_id: find.callbackId,
        description: 'Search books, courses and more, with suggestions while you type',
      },
      {
        type: 'message',
        name: about.name,
        callback_id: about.callbackId,
        description: 'Search for what a message is about',
      },
    ],
    slash_commands: [
      {
        command: `/${commandName}`,
        ...(endpoint === undefined ? {} : { url: endpoint }),
        description: 'Find what to learn next, for you alone until you share it',
        usage_hint: hint,
        should_escape: false,
      },
    ],
  };
}

function settings(endpoint: string | undefined): Settings {
  const request = endpoint === undefined ? {} : { request_url: endpoint };
  return {
    event_subscriptions: { ...request, bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
    interactivity: {
      is_enabled: true,
      ...request,
      ...(endpoint === undefined ? {} : { message_menu_options_url: endpoint }),
    },
    org_deploy_enabled: false,
    socket_mode_enabled: endpoint === undefined,
    token_rotation_enabled: false,
  };
}

/** A second bot in the same workspace is told apart by its command. */
function appName(commandName: string): string {
  const name = 'MLOps Companion';
  if (commandName === 'mlops') return name;
  const room = longestAppName - `${name} ()`.length;
  return `${name} (${commandName.slice(0, room).replace(/[-_]+$/, '')})`;
}

/** Slack wants 175 to 4000 characters; the sentences before the list are enough of them. */
function longDescription(commandName: string, commands: ManifestOptions['commands']): string {
  return [
    'A study companion for people who want to become machine learning engineers. It finds books, courses, articles, ' +
      'videos and docs, shows an ordered study path from Git to operating LLMs, and has exercises and interview ' +
      'questions. Answers are for the person who asked, until that person shares them.',
    '',
    `After /${commandName} you can type a topic or a title, or one of these:`,
    ...commands.map((command) => `• ${fullName(command)}: ${command.summary}`),
  ].join('\n');
}

/** "resource docker · topic docker · path · help": the first commands of the list, and help. */
function usageHint(commands: ManifestOptions['commands']): string {
  const help = commands.filter(({ name }) => name === 'help');
  const first = commands.filter((command) => !help.includes(command)).slice(0, 3);
  return [...first, ...help].flatMap(({ examples }) => examples[0] ?? []).join(' · ');
}

/** The address is not repeated: it may hold a password. */
function originOf(text: string): string {
  const url = URL.parse(text);
  const bare = url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!bare || url.protocol !== 'https:' || url.pathname !== '/') {
    throw new ManifestError(
      'Slack needs the address as https and a host, without path, query or password: https://bot.example.org',
    );
  }
  return url.origin;
}
