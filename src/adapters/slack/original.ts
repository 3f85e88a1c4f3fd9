import type { BlockAction } from '@slack/bolt';
import type { Answer } from '../../chat/dispatch.ts';
import type { Message } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import type { Desk } from './desk.ts';
import { pingBlocks, readPing } from './ping.ts';
import type { Place } from './pressed.ts';
import { renderPost } from './render.ts';
import type { WayBack } from './show.ts';
import { isLockedOut, refusalOf, refusedText } from './trouble.ts';

interface Pressed {
  body: BlockAction;
  place: Place;
}

/**
 * The answer to a press, once the message that was pressed on has become what the answer wants of it. Whoever pressed does
 * not wait long for that, and gets the answer whether it worked or not.
 */
export async function originalFirst(
  desk: Desk,
  way: WayBack,
  { answered, ...pressed }: Pressed & { answered: Promise<Answer> },
): Promise<Answer> {
  const answer = await answered;
  const { reply } = answer;
  if (reply.type === 'form' || reply.original === undefined || pressed.place.ephemeral) return answer;
  const { original } = reply;
  const { channel, ts } = pressed.place;
  // People press at the same time, and what Slack gets last stays.
  const put = desk.originals.run(`${channel} ${ts}`, () => putOriginal(desk, way, pressed, original));
  await within(put, desk.patience.workingMs);
  return answer;
}

async function putOriginal(
  desk: Desk,
  way: WayBack,
  { body, place }: Pressed,
  original: Message,
): Promise<void> {
  const payload = renderPost(original, pingBlocks(readPing(body.message?.blocks)));
  try {
    await desk.web.update({ channel: place.channel, ts: place.ts }, payload);
  } catch (error) {
    const refusal = refusalOf(error);
    // Somebody has deleted it.
    if (refusal?.error === 'message_not_found') return;
    if (refusal === undefined || isLockedOut(refusal)) return void desk.note(error, 'the message of a press');
    await putByResponse(desk, way, payload, refusedText(refusal));
  }
}

/**
 * What came through a response_url is not the bot's to change, and where the bot is no member it changes nothing. Not the
 * first way, since Slack does not say whether the message keeps its metadata then.
 */
async function putByResponse(
  desk: Desk,
  { respond }: WayBack,
  payload: ReturnType<typeof renderPost>,
  why: string,
): Promise<void> {
  try {
    await respond({ ...payload, replace_original: true });
  } catch (error) {
    desk.log.warn({ err: error }, `A message that was pressed on stays as it was. ${why}`);
  }
}
