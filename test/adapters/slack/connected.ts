import { setTimeout as idle } from 'node:timers/promises';
import { createSlack } from '../../../src/adapters/slack/adapter.ts';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import type { SlackSettings } from '../../../src/config.ts';
import { createHttp } from '../../../src/ops/http.ts';
import { listen } from '../../../src/ops/listen.ts';
import { botOn, realCatalog } from '../../commands/bot.ts';
import { createPeople, type People } from '../../support/slack/people.ts';
import type { Workspace } from '../../support/slack/workspace.ts';

/** The bot in a loopback workspace, as `main` connects it, and the people there. */
export interface Connected {
  slack: Platform;
  people: People;
  /** What went to the log, one line each. */
  logged: string[];
  /** Where Slack reaches it; undefined over Socket Mode. */
  url?: string;
  stop(): Promise<void>;
}

export interface ConnectOptions {
  way?: 'http' | 'socket';
  connections?: number;
  /** Instead of the whole bot's. */
  dispatcher?: Dispatcher;
  /** Instead of the machine's, in milliseconds: the bot's pace goes by it. */
  clock?: () => number;
  /** Instead of a real one: how the bot waits so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
  /** DAILY_MANAGERS. */
  managers?: readonly string[];
}

export const bot = botOn(realCatalog);

export function settingsOf(workspace: Workspace, way: 'http' | 'socket', connections = 2): SlackSettings {
  const { botToken, appToken, signingSecret, apiUrl } = workspace;
  return {
    botToken,
    way: way === 'http' ? { type: 'http', signingSecret } : { type: 'socket', appToken, connections },
    apiUrl,
  };
}

export async function connect(
  workspace: Workspace,
  {
    way = 'http',
    connections = 2,
    dispatcher = bot.dispatcher,
    clock = () => performance.now(),
    wait = idle,
    managers,
  }: ConnectOptions = {},
): Promise<Connected> {
  const logged: string[] = [];
  const write = (about: object, said: string) =>
    void logged.push(`${said} ${JSON.stringify(about, errorsToo)}`);
  const slack = createSlack({
    settings: settingsOf(workspace, way, connections),
    dispatcher,
    commands: bot.deps.commands,
    commandName: 'mlops',
    log: { debug() {}, info: write, warn: write, error: write },
    clock,
    wait,
    random: () => 0.5,
    ...(managers === undefined ? {} : { managers }),
  });
  const app = createHttp({
    version: '1.2.3',
    uptime: () => 1,
    ready: () => true,
    storeAnswers: async () => true,
    platforms: [slack],
    onError: (error) => void logged.push(String(error)),
  });
  const routes = [slack.route].filter((route) => route !== undefined);
  const server = await listen(app, { host: '127.0.0.1', port: 0, routes });
  const refused = await slack.connect();
  if (refused !== undefined) logged.push(refused);
  const url = `${server.url}/slack/events`;
  const people = createPeople(workspace, way === 'http' ? { type: 'http', url } : { type: 'socket' });
  return {
    slack,
    people,
    logged,
    ...(way === 'http' ? { url } : {}),
    async stop() {
      await slack.stop(1_000);
      await server.close(1_000);
    },
  };
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}
