import { createServer } from 'node:http';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { closeServer, listen } from './front.ts';
import type { Transport } from './transport.ts';
import type { Workspace } from './workspace.ts';

/** A bare Bolt app that a workspace is tried with: no line of ours. */
export interface BareApp {
  readonly app: App;
  readonly transport: Transport;
  close(): Promise<void>;
}

/** Every receiver is Bolt's own, with its defaults. */
export async function startBareApp(workspace: Workspace, type: Transport['type']): Promise<BareApp> {
  return type === 'http' ? overHttp(workspace) : overSocket(workspace);
}

/** For a client that says what happened at its first try. */
export function clientOptions({ apiUrl }: Workspace) {
  return { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR };
}

async function overHttp(workspace: Workspace): Promise<BareApp> {
  const receiver = new HTTPReceiver({ signingSecret: workspace.signingSecret, logLevel: LogLevel.ERROR });
  const app = await created(workspace, receiver);
  const server = createServer((request, response) => receiver.requestListener(request, response));
  const url = `${await listen(server)}/slack/events`;
  return { app, transport: { type: 'http', url }, close: () => closeServer(server) };
}

async function overSocket(workspace: Workspace): Promise<BareApp> {
  const receiver = new SocketModeReceiver({
    appToken: workspace.appToken,
    logger: silent,
    installerOptions: { clientOptions: clientOptions(workspace) },
  });
  const app = await created(workspace, receiver);
  await app.start();
  await workspace.socket.until(1);
  // Bolt's stop() does not wait for its connection to end.
  const close = () => app.stop().then(() => workspace.socket.until(0));
  return { app, transport: { type: 'socket' }, close };
}

async function created(workspace: Workspace, receiver: HTTPReceiver | SocketModeReceiver): Promise<App> {
  const app = new App({
    token: workspace.botToken,
    receiver,
    clientOptions: clientOptions(workspace),
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  return app;
}

/** Bolt's web socket reports as an error that it is closed while it closes. */
export const silent: Logger = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => LogLevel.ERROR,
};

/** A message in the form that the house sends. */
export function message(text: string, ...buttons: readonly string[]) {
  const section = { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } } as const;
  const elements = buttons.map(
    (label) =>
      ({
        type: 'button',
        action_id: label.toLowerCase(),
        text: { type: 'plain_text', text: label, emoji: false },
      }) as const,
  );
  const row = { type: 'actions', elements } as const;
  return {
    text,
    mrkdwn: false,
    blocks: [section, ...(elements.length === 0 ? [] : [row])],
    unfurl_links: false,
    unfurl_media: false,
  };
}

export const ephemeral = { response_type: 'ephemeral' } as const;
export const inChannel = { response_type: 'in_channel' } as const;
