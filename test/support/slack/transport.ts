import { createHmac } from 'node:crypto';
import { isObject, type Json } from '../shape.ts';
import type { EnvelopeType, Retry } from './envelopes.ts';
import type { Exchange } from './exchange.ts';
import type { SocketMode } from './socket-mode.ts';

/** How Slack reaches the app. `secret` and `age` (seconds) are for requests that the app has to refuse. */
export type Transport = { type: 'http'; url: string; secret?: string; age?: number } | { type: 'socket' };

export interface Parcel {
  readonly type: EnvelopeType;
  readonly body: Json;
  readonly retry?: Retry;
}

/** docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const patience = 3000;

/** Sends once, and writes into the exchange what came of it. Resolves at the latest after 3 s. */
export type Send = (parcel: Parcel, exchange: Exchange) => Promise<{ noRetry: boolean }>;

export function createSend(transport: Transport, socketMode: SocketMode, signingSecret: string): Send {
  return async (parcel, exchange) => {
    const start = performance.now();
    exchange.attempts += 1;
    const timer = Promise.withResolvers<undefined>();
    const timeout = setTimeout(() => timer.resolve(undefined), patience);
    const abort = new AbortController();
    const sending =
      transport.type === 'http'
        ? overHttp(transport, parcel, transport.secret ?? signingSecret, abort.signal)
        : overSocket(socketMode, parcel);
    const outcome = await Promise.race([sending, timer.promise]);
    clearTimeout(timeout);
    if (outcome === undefined) {
      exchange.late = true;
      abort.abort();
      return { noRetry: false };
    }
    exchange.late = false;
    exchange.lost = outcome.lost;
    exchange.status = outcome.status;
    exchange.ack = outcome.ack;
    if (!outcome.lost) exchange.ackMs = performance.now() - start;
    return { noRetry: outcome.noRetry };
  };
}

interface Outcome {
  lost: boolean;
  status: number;
  ack: unknown;
  noRetry: boolean;
}

const nothing: Outcome = { lost: true, status: 0, ack: undefined, noRetry: false };

async function overSocket(socketMode: SocketMode, { type, body, retry }: Parcel): Promise<Outcome> {
  const delivery = await socketMode.deliver(type, body, retry);
  if (delivery.lost) return nothing;
  const empty = Object.keys(delivery.acked).length === 0;
  return { lost: false, status: 200, ack: empty ? undefined : delivery.acked, noRetry: false };
}

async function overHttp(
  { url, age = 0 }: { url: string; age?: number },
  { type, body, retry }: Parcel,
  secret: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const text = type === 'events_api' ? JSON.stringify(body) : formOf(type, body);
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
  const headers = {
    'content-type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...(retry === undefined
      ? {}
      : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: text, signal });
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { lost: false, status: response.status, ack: readAck(await response.text()), noRetry };
  } catch {
    return nothing;
  }
}

function formOf(type: EnvelopeType, body: Json): string {
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
  return new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** An object where it is JSON, else the text; nothing for an empty body. */
function readAck(text: string): unknown {
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}
