import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Logger } from '@slack/bolt';
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
/** Slack's own payloads are far below; a view has at most 250 kB. */
const bodyLimit = 1024 * 1024;

/** Bolt checks signature and age; a copy is refused here. `clock` is monotonic, in milliseconds. */
export function createSlackHttp(
  signingSecret: string,
  { logger, clock }: { logger: Logger; clock: () => number },
): SlackHttp {
  const signatures = createSeen(clock, replayMs);
  const receiver = new HTTPReceiver({ signingSecret, endpoints: eventsPath, logger, bodyLimit });
  return {
    receiver,
    handle(request, response) {
      const signature = request.headers['x-slack-signature'];
      if (typeof signature === 'string') {
        if (!signatures.isNew(signature)) {
          response.writeHead(401).end();
          return;
        }
        // Only what Bolt took for signed is worth remembering.
        response.once('close', () => {
          if (response.statusCode !== 200) signatures.forget(signature);
        });
      }
      receiver.requestListener(request, response);
    },
  };
}
