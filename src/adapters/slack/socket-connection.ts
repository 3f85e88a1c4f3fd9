import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';

/** What comes over a connection, with the way to acknowledge it. */
export interface Envelope {
  body: Record<string, unknown>;
  ack: (response?: unknown) => Promise<void>;
  retryNum?: number;
  retryReason?: string;
}

export interface SocketConnection {
  /** Resolves once nothing more comes; gives Slack's reason, if it gave one. */
  ended: Promise<string | undefined>;
  /** Slack has said that it will close this one soon, and why: time for another, while this one goes on. */
  leaving: Promise<string>;
  close(): void;
}

const helloMs = 15_000;
/** How long a connection that Slack wants to close goes on, so that what is on its way is acknowledged on it. */
const lingerMs = 3_000;

/** @slack/socket-mode's client, but that it stays a moment when Slack says that it closes the connection. */
class LingeringClient extends SocketModeClient {
  readonly said = Promise.withResolvers<string>();

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = typeof data === 'string' ? leavingReason(data) : undefined;
    if (reason === undefined) return super.onWebSocketMessage(data, isBinary);
    this.said.resolve(reason);
    setTimeout(() => super.onWebSocketMessage(data, isBinary), lingerMs).unref();
  }
}

/**
 * Opens one connection, and resolves once Slack has greeted it.
 *
 * @throws what apps.connections.open was refused with, or that the connection did not come about
 */
export async function openSocket(
  options: SocketModeOptions,
  receive: (envelope: Envelope) => void,
): Promise<SocketConnection> {
  // Coming back is the receiver's business: the client would wait 5 s first.
  const client = new LingeringClient({ ...options, autoReconnectEnabled: false });
  let reason: string | undefined;
  const ended = Promise.withResolvers<string | undefined>();
  client.said.promise.then((said) => {
    reason = said;
  });
  client.on('disconnected', () => ended.resolve(reason));
  client.on('slack_event', ({ ack, body, retry_num, retry_reason }) => {
    receive({ ack, body, retryNum: retry_num, retryReason: retry_reason });
  });
  const close = () => void client.disconnect().catch(() => {});
  await greeted(client, close);
  return { ended: ended.promise, leaving: client.said.promise, close };
}

async function greeted(client: SocketModeClient, close: () => void): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('Slack did not greet the connection')), helloMs);
  try {
    await Promise.race([client.start(), late.promise]);
  } catch (error) {
    close();
    throw error ?? new Error('the connection was closed before Slack greeted it');
  } finally {
    clearTimeout(timer);
  }
}

function leavingReason(data: string): string | undefined {
  if (!data.includes('"disconnect"')) return undefined;
  try {
    const read: unknown = JSON.parse(data);
    if (typeof read !== 'object' || read === null || !('type' in read) || read.type !== 'disconnect') {
      return undefined;
    }
    return 'reason' in read && typeof read.reason === 'string' ? read.reason : 'disconnect';
  } catch {
    return undefined;
  }
}
