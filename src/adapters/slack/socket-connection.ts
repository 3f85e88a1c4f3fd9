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
  /** Says goodbye; a second time it waits for no answer to that. */
  close(): void;
}

const helloMs = 15_000;
/**
 * How long a connection goes on that Slack wants to close, so that what is on its way is acknowledged on it. After a warning
 * Slack goes on using it and closes it itself: what it sends while we close is lost.
 */
const lingerMs = { warned: 30_000, else: 3_000 };

type Wait = (ms: number) => Promise<unknown>;

/** @slack/socket-mode's client, but that it stays a moment when Slack says that it closes the connection. */
class LingeringClient extends SocketModeClient {
  readonly said = Promise.withResolvers<string>();
  readonly #wait: Wait;

  constructor(options: SocketModeOptions, wait: Wait) {
    super(options);
    this.#wait = wait;
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = typeof data === 'string' ? leavingReason(data) : undefined;
    if (reason !== undefined) {
      this.said.resolve(reason);
      await this.#wait(reason === 'warning' ? lingerMs.warned : lingerMs.else);
    }
    try {
      await super.onWebSocketMessage(data, isBinary);
    } catch (error) {
      // Nobody else would catch it, and it would end the process: app_rate_limited has no event for the client to read.
      this.emit('error', error);
    }
  }
}

/**
 * Opens one connection, and resolves once Slack has greeted it.
 *
 * @throws what apps.connections.open was refused with, or that the connection did not come about
 */
export async function openSocket(
  options: SocketModeOptions,
  { wait, receive }: { wait: Wait; receive: (envelope: Envelope) => void },
): Promise<SocketConnection> {
  // Coming back is the receiver's business: the client would wait 5 s first.
  const client = new LingeringClient({ ...options, autoReconnectEnabled: false }, wait);
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
  await greeted(client, { wait, close });
  return { ended: ended.promise, leaving: client.said.promise, close };
}

async function greeted(
  client: SocketModeClient,
  { wait, close }: { wait: Wait; close: () => void },
): Promise<void> {
  const late = Promise.withResolvers<never>();
  // From the moment that there is a connection to close: a client that is given up sooner would still open one.
  client.once('authenticated', async () => {
    await wait(helloMs);
    late.reject(new Error('Slack did not greet the connection'));
  });
  try {
    await Promise.race([client.start(), late.promise]);
  } catch (error) {
    close();
    throw error ?? new Error('the connection was closed before Slack greeted it');
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
