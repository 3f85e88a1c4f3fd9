import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, isValidSlackRequest, type Logger } from '@slack/bolt';
import { createSeen } from './seen.ts';

export interface SlackHttp {
  receiver: HTTPReceiver;
  /** Answers a request on the path that the manifest names. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** The path of everything that Slack sends. */
export const eventsPath = '/slack/events';

/** Bolt takes signed requests for so long; a signature that comes again in this time is a copy. */
const replayMs = 5 * 60_000;
/** Bytes. Slack's own payloads are far below; a view has at most 250 kB. */
const bodyLimit = 1024 * 1024;

/** Bolt checks signature and age. Copies are refused here, and what Bolt would fall over. `clock` is in milliseconds. */
export function createSlackHttp(
  signingSecret: string,
  { logger, clock }: { logger: Logger; clock: () => number },
): SlackHttp {
  const signatures = createSeen(clock, replayMs);
  const receiver = new HTTPReceiver({ signingSecret, endpoints: eventsPath, logger });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signature = request.headers['x-slack-signature'];
    if (typeof signature === 'string') {
      if (!signatures.isNew(signature)) return end(response, isRetry(request) ? 200 : 401);
      // Only what Bolt took for signed is worth remembering.
      response.once('close', () => {
        if (response.statusCode !== 200) signatures.forget(signature);
      });
    }
    const rawBody = await bodyOf(request);
    if (rawBody === undefined) return end(response, 413);
    if (!isObject(rawBody.toString(), request.headers['content-type'] ?? '')) {
      return end(response, isSigned(request, rawBody.toString(), signingSecret) ? 400 : 401);
    }
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

/** Undefined when it is too long; the rest of it is not read. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether it holds what every payload of Slack is; a text or null would be an unhandled error in Bolt. */
function isObject(text: string, type: string): boolean {
  try {
    const form = type === 'application/x-www-form-urlencoded';
    if (form && !text.includes('payload=')) return true;
    const json = form ? new URLSearchParams(text).get('payload') : text;
    if (json === null) return true;
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null;
  } catch {
    return false;
  }
}

function isSigned({ headers }: IncomingMessage, body: string, signingSecret: string): boolean {
  const signature = headers['x-slack-signature'];
  const timestamp = Number(headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !Number.isFinite(timestamp)) return false;
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  return isValidSlackRequest({ signingSecret, body, headers: signed });
}
