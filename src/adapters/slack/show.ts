import { type Message, message, quiet } from '../../chat/reply.ts';
import type { Desk } from './desk.ts';
import type { Frame } from './frame.ts';
import { renderMessage, type SlackMessage } from './render.ts';
import { working } from './slow.ts';
import { isLockedOut, refusalOf, refusedText } from './trouble.ts';
import { withoutShare } from './view.ts';

/** The way back that Slack gives with a command or a press: five uses within half an hour, in any channel. */
export interface WayBack {
  respond: (body: ResponseBody) => Promise<unknown>;
  /** Who asked. */
  person: string;
}

type ResponseBody =
  | (SlackMessage & { replace_original: boolean; thread_ts?: string })
  | { delete_original: true };

/** A message, and how it is shown. */
export interface Showing {
  message: Message;
  to: 'asker' | 'everybody';
  frame?: Frame;
  /** In the place of the message on which something was pressed. */
  replace?: boolean;
  /** The thread, for what everybody sees. */
  thread?: string;
}

/** Shows it by the way back; when that is used up or closed, in a direct message. */
export async function show(desk: Desk, way: WayBack, showing: Showing): Promise<void> {
  try {
    await way.respond(bodyOf(showing));
  } catch (error) {
    // The answer itself comes soon.
    if (showing.message === working) return;
    desk.log.warn({ err: error }, 'a response_url took no answer; it goes into a direct message');
    await showDirectly(desk, way.person, showing.message);
  }
}

/** The last way there is. What it refuses is written down. */
export async function showDirectly(desk: Desk, person: string, shown: Message): Promise<void> {
  const blocks = withoutShare(shown).blocks;
  const reply = message(quiet('This could not be shown where you asked for it, so here it is.'), ...blocks);
  try {
    await desk.web.post({ channel: person }, renderMessage(reply, 'channel').payload);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || isLockedOut(refusal)) desk.note(error, 'a direct message');
    else desk.log.error({ refusal }, `An answer was lost. ${refusedText(refusal)}`);
  }
}

function bodyOf({ message, to, frame, replace = false, thread }: Showing): ResponseBody {
  const { payload } = renderMessage(message, to === 'asker' ? 'private' : 'channel', frame);
  const inThread = thread === undefined || to === 'asker' ? {} : { thread_ts: thread };
  return { ...payload, replace_original: replace, ...inThread };
}
