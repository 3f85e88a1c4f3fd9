import type { App, Receiver } from '@slack/bolt';
import type { SocketModeOptions } from '@slack/socket-mode';
import type { Log } from '../../chat/log.ts';
import { type Envelope, openSocket, type SocketConnection } from './socket-connection.ts';
import { isFinal, type Refusal, refusalOf } from './trouble.ts';

export interface SocketReceiverOptions {
  /** How many connections are open at a time, 1 to 10. Slack sends each payload over one of them. */
  connections: number;
  client: SocketModeOptions;
  log: Log;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<unknown>;
  /** A number in [0, 1), so that many processes do not come back at the same moment. */
  random: () => number;
  /** Told when Slack takes the token no more after it did; it is tried again every five minutes. */
  onRefused: (refusal: Refusal) => void;
}

/** Keeps several Socket Mode connections, so that there is always one when Slack renews another. */
export interface SocketReceiver extends Receiver {
  /** How many connections are open now. */
  open(): number;
  /** Resolves once one is open; rejects when Slack does not take the token. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A connection that ends sooner counts as a failure, or a bad one would be opened again and again. */
const steadyMs = 5_000;
/** So often in a row one that did end sooner is replaced at once: when Slack renews it, and when it is cut off. */
const free = { renewed: 5, cut: 3 };
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Until a token is tried again that Slack took before, and takes no more. */
const refusedPauseMs = 5 * 60_000;

export function createSocketReceiver(options: SocketReceiverOptions): SocketReceiver {
  const { log, clock, wait, random, onRefused } = options;
  const live = new Set<SocketConnection>();
  const first = Promise.withResolvers<void>();
  const halt = Promise.withResolvers<void>();
  let kept: Promise<void>[] = [];
  let begun = false;
  let app: App | undefined;
  let stopping = false;

  async function receive({ body, ack, retryNum, retryReason }: Envelope): Promise<void> {
    try {
      await app?.processEvent({
        body,
        ack: (response) => ack(response),
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      log.error({ err: error }, 'what came from Slack could not be handled');
    }
  }

  /** One place among the connections: whenever its connection leaves or ends, another one comes. */
  async function keep(): Promise<void> {
    let failures = 0;
    while (!stopping) {
      let attempt: number;
      try {
        const connection = await openSocket(options.client, { wait, receive });
        const at = clock();
        if (stopping) connection.close();
        live.add(connection);
        const ended = connection.ended.then((reason) => {
          live.delete(connection);
          log.info({ reason, open: live.size }, 'a connection to Slack ended');
          return reason;
        });
        begun = true;
        first.resolve();
        log.info({ open: live.size }, 'connected to Slack');
        const reason = await Promise.race([ended, connection.leaving]);
        failures = clock() - at >= steadyMs ? 0 : failures + 1;
        attempt = failures - atOnce(reason);
        if (attempt <= 0) continue;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== undefined && isFinal(refusal)) {
          if (!begun) throw error;
          onRefused(refusal);
          await Promise.race([wait(refusedPauseMs), halt.promise]);
          continue;
        }
        attempt = ++failures;
        log.warn({ err: error, failures }, 'no connection to Slack; trying again');
      }
      await Promise.race([wait(pauseMs(attempt, random)), halt.promise]);
    }
  }

  return {
    init(given) {
      app = given;
    },
    open: () => live.size,
    async start() {
      kept = Array.from({ length: options.connections }, keep);
      // A refusal must not be lost once the first connection stood.
      await Promise.race([first.promise, Promise.all(kept)]);
    },
    async stop() {
      stopping = true;
      halt.resolve();
      const closeAll = () => {
        for (const connection of live) connection.close();
        return [...live].map(({ ended }) => ended);
      };
      await Promise.race([Promise.allSettled([...closeAll(), ...kept]), wait(closeMs)]);
      closeAll();
    },
  };
}

/**
 * How many connections in a row that Slack ended so are replaced without a pause. Slack renews each now and then, with a
 * warning or without (docs.slack.dev/apis/events-api/using-socket-mode); it has another reason when it lets none in.
 */
function atOnce(reason: string | undefined): number {
  if (reason === 'warning' || reason === 'refresh_requested') return free.renewed;
  return reason === undefined ? free.cut : 0;
}

/** Slack does not always finish the closing handshake. */
const closeMs = 1_000;

/** The pause before another attempt, the first one being 1. */
function pauseMs(attempt: number, random: () => number): number {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
  return longest * (0.5 + random() / 2);
}
