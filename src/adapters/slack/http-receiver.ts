import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { type App, isValidSlackRequest, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../chat/log.ts';
import { createSeen } from './seen.ts';

/** What Slack sends to the one HTTP server. Bolt's own receiver would bring another server, and parse a body three times. */
export interface HttpReceiver extends Receiver {
  /** Answers a request on the path that the manifest names. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** The path of everything that Slack sends. */
export const eventsPath = '/slack/events';

/**
 * A signature that comes again in this time is a copy. Signed requests are taken for five minutes; longer, where this
 * machine's clock is behind Slack's.
 */
const replayMs = 10 * 60_000;
/** Bytes. Slack's own payloads are far below; a view has at most 250 kB. */
const bodyLimit = 1024 * 1024;

/** Bolt gets what is signed and new, and no copy or what it would fall over. `clock` is monotonic, in milliseconds. */
export function createHttpReceiver(
  signingSecret: string,
  { log, clock }: { log: Log; clock: () => number },
): HttpReceiver {
  const signatures = createSeen(clock, replayMs);
  let app: App | undefined;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (app === undefined) return end(response, 503);
    const text = await bodyOf(request);
    if (text === undefined) return end(response, 413);
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const signature = signatureOf(request, text, signingSecret);
    if (signature === undefined) return end(response, isForm && isCheck(parse(text)) ? 200 : 401);
    if (!signatures.isNew(signature)) return end(response, isRetry(request) ? 200 : 401);
    // What was not taken may come again.
    response.once('close', () => {
      if (!response.headersSent || response.statusCode !== 200) signatures.forget(signature);
    });
    const body = readBody(text, isForm);
    if (body === undefined) return end(response, 400);
    if (isCheck(body)) return end(response, 200);
    if (body.type === 'url_verification') return acknowledge(response, { challenge: body.challenge });
    const status = await statusOf(app, {
      body,
      ack: async (answer) => acknowledge(response, answer),
      ...retryOf(request),
    });
    if (!response.headersSent) end(response, status);
  }

  /** For what nobody has acknowledged. */
  async function statusOf(bolt: App, event: ReceiverEvent): Promise<404 | 500> {
    try {
      await bolt.processEvent(event);
      return 404;
    } catch (error) {
      log.error({ err: error }, 'what came from Slack could not be handled');
      return 500;
    }
  }

  return {
    init(given) {
      app = given;
    },
    start: async () => {},
    async stop() {
      app = undefined;
    },
    handle(request, response) {
      // A request that breaks off needs no answer.
      take(request, response).catch(() => response.destroy());
    },
  };
}

/** Slack asks, unsigned too, whether the certificate is good; docs.slack.dev/interactivity/implementing-slash-commands. */
function isCheck({ ssl_check }: Readonly<Record<string, unknown>>): boolean {
  return ssl_check === '1';
}

/** An event that Slack sends again within the second is the same to the byte. It is known, and needs no third time. */
function isRetry({ headers }: IncomingMessage): boolean {
  return headers['x-slack-retry-num'] !== undefined;
}

function retryOf({ headers }: IncomingMessage): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  const number = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(Number.isInteger(number) ? { retryNum: number } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
}

/** @throws when it was acknowledged before, or its connection is gone */
function acknowledge(response: ServerResponse, answer: unknown): void {
  if (response.headersSent || response.destroyed) throw new Error('Slack no longer waits for it');
  if (answer === undefined || typeof answer === 'string') response.end(answer);
  else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}

/** Undefined when it is too long; the rest of it is not kept. */
function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > bodyLimit) resolve(undefined);
    else chunks.push(chunk);
  });
  request.once('end', () => resolve(Buffer.concat(chunks).toString()));
  request.once('error', reject);
  return promise;
}

/** The payload; undefined when it is none of Slack's, which are all objects. */
function readBody(text: string, isForm: boolean): Readonly<Record<string, unknown>> | undefined {
  const fields = isForm ? parse(text) : { payload: text };
  if (typeof fields.payload !== 'string') return fields;
  try {
    const read: unknown = JSON.parse(fields.payload);
    return typeof read === 'object' && read !== null ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined unless Slack made it. One with more behind it, which Bolt would take, is the same and yet looks new. */
function signatureOf({ headers }: IncomingMessage, body: string, signingSecret: string): string | undefined {
  const signature = headers['x-slack-signature'];
  const timestamp = Number(headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return undefined;
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  return isValidSlackRequest({ signingSecret, body, headers: signed }) ? signature : undefined;
}
