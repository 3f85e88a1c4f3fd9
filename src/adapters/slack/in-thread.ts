import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { type Message, message, text } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import type { Desk } from './desk.ts';
import type { Frame } from './frame.ts';
import { renderMessage } from './render.ts';
import { showDirectly } from './show.ts';
import { working } from './slow.ts';
import { isLockedOut, refusalOf, refusalReply, refusedText } from './trouble.ts';

/** A conversation that the bot is in, and the one to answer. */
export interface Conversation {
  channel: string;
  /** Where the answer for all goes: the thread of what was written, or the message itself, which begins one. */
  thread: string;
  /** Whether that thread was there before. */
  begun?: boolean;
  person: string;
  /** For an answer in a channel. Direct messages need none. */
  frame?: Frame;
}

type Said = Pick<Answer, 'visibility'> & { said: Message };

/**
 * Answers with messages of the bot: for all in the thread, or for the eyes of the one who asked. What takes long shows that
 * it is worked on first, and takes its place. What cannot be said there is said in a direct message, with what to do.
 */
export async function answerInThread(
  desk: Desk,
  conversation: Conversation,
  asked: Promise<Answer>,
): Promise<void> {
  const answer = saidOf(desk, asked);
  try {
    const quick = await within(answer, desk.patience.workingMs);
    const ts = quick === undefined ? await say(desk, conversation, working) : undefined;
    const { said, visibility } = await answer;
    if (visibility === 'private' && conversation.frame !== undefined) {
      if (ts !== undefined) await replace(desk, conversation, ts, onlyForYou);
      await whisper(desk, { ...conversation, begun: conversation.begun === true || ts !== undefined }, said);
    } else if (ts === undefined) await say(desk, conversation, said);
    else await replace(desk, conversation, ts, said);
  } catch (error) {
    // Its owner has dismissed what stood for the answer.
    if (refusalOf(error)?.error === 'message_not_found') return;
    await sayElsewhere(desk, conversation, error, await answer);
  }
}

/** What is said there. It never rejects. */
async function saidOf(desk: Desk, asked: Promise<Answer>): Promise<Said> {
  try {
    const { reply, visibility } = await asked;
    return { said: reply.type === 'form' ? noDialogHere(desk.commandName) : reply, visibility };
  } catch (error) {
    return { said: apology(desk.note(error, 'an answer in a thread')), visibility: 'private' };
  }
}

function say(desk: Desk, { channel, thread, frame }: Conversation, said: Message): Promise<string> {
  return desk.web.post({ channel, thread }, renderMessage(said, 'channel', frame).payload);
}

function replace(desk: Desk, { channel, frame }: Conversation, ts: string, said: Message): Promise<void> {
  return desk.web.update({ channel, ts }, renderMessage(said, 'channel', frame).payload);
}

/**
 * Slack shows nobody what is private in a thread that nobody has answered in yet
 * (docs.slack.dev/reference/methods/chat.postEphemeral, thread_ts), so it stands in the channel then.
 */
function whisper(desk: Desk, { channel, thread, begun, person }: Conversation, said: Message): Promise<void> {
  const where = { channel, person, ...(begun === true ? { thread } : {}) };
  return desk.web.postPrivately(where, renderMessage(said, 'private').payload);
}

async function sayElsewhere(
  desk: Desk,
  { channel, person }: Conversation,
  error: unknown,
  { said }: Said,
): Promise<void> {
  const refusal = refusalOf(error);
  if (refusal === undefined || isLockedOut(refusal)) desk.note(error, 'an answer in a thread');
  else desk.log.warn({ refusal, channel }, `An answer goes into a direct message. ${refusedText(refusal)}`);
  if (refusal !== undefined && isLockedOut(refusal)) return;
  const why = refusal && refusalReply(refusal, { bot: desk.me.name });
  await showDirectly(desk, person, message(...(why?.blocks ?? []), ...said.blocks));
}

const onlyForYou = message(text('The answer is for you alone; only you see it below.'));

function noDialogHere(commandName: string): Message {
  return message(text(`This opens a dialog, which Slack allows only after a command: type /${commandName}.`));
}
