import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { HTTPReceiver, isValidSlackRequest, type Logger } from '@slack/bolt';
import { createSeen } from './seen.ts';

export interface SlackHttp {
  receiver: HTTPReceiver;
  /** Answers a request on the path that the manifest names. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** The path of everything that Slack sends. */
export const eventsPath = '/slack/events';

/**
 * A signature that comes again in this time is a copy. Bolt takes signed requests for five minutes; longer, where this
 * machine's clock is behind Slack's.
 */
const replayMs = 10 * 60_000;
/** Bytes. Slack's own payloads are far below; a view has at most 250 kB. */
const bodyLimit = 1024 * 1024;

/** Bolt reads what is signed and new, and no copy or what it would fall over. `clock` is monotonic, in milliseconds. */
export function createSlackHttp(
  signingSecret: string,
  { logger, clock }: { logger: Logger; clock: () => number },
): SlackHttp {
  const signatures = createSeen(clock, replayMs);
  // What reaches it is signed: it need not look a second time.
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: eventsPath,
    logger,
    signatureVerification: false,
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await bodyOf(request);
    if (rawBody === undefined) return end(response, 413);
    const text = rawBody.toString();
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const signature = signatureOf(request, text, signingSecret);
    // Slack asks unsigned whether the certificate is good; docs.slack.dev/interactivity/implementing-slash-commands.
    const asks = isForm && parse(text).ssl_check === '1';
    if (signature === undefined) return end(response, asks ? 200 : 401);
    if (!signatures.isNew(signature)) return end(response, isRetry(request) ? 200 : 401);
    // What was not taken may come again.
    response.once('close', () => {
      if (response.statusCode !== 200) signatures.forget(signature);
    });
    if (!isPayload(text, isForm)) return end(response, 400);
    receiver.requestListener(Object.assign(request, { rawBody }), response);
  }

  return {
    receiver,
    handle(request, response) {
      // A request that breaks off needs no answer.
      take(request, response).catch(() => response.destroy());
    },
  };
}

/** An event that Slack sends again within the second is the same to the byte. It is known, and needs no third time. */
function isRetry({ headers }: IncomingMessage): boolean {
  return headers['x-slack-retry-num'] !== undefined;
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
}

/** Undefined when it is too long; the rest of it is not kept. */
function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > bodyLimit) resolve(undefined);
    else chunks.push(chunk);
  });
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('error', reject);
  return promise;
}

/** Whether it holds what every payload of Slack is; a text or null would be an unhandled error in Bolt, which reads alike. */
function isPayload(text: string, isForm: boolean): boolean {
  const json = isForm ? parse(text).payload : text;
  if (typeof json !== 'string') return true;
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null;
  } catch {
    return false;
  }
}

/** Undefined unless Slack made it. Bolt would take one with more behind it, which is the same and yet looks new. */
function signatureOf({ headers }: IncomingMessage, body: string, signingSecret: string): string | undefined {
  const signature = headers['x-slack-signature'];
  const timestamp = Number(headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return undefined;
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  return isValidSlackRequest({ signingSecret, body, headers: signed }) ? signature : undefined;
}
