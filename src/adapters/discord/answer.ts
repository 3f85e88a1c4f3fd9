import { apology } from '../../chat/apology.ts';
import type { Args, Visibility } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { openAgain } from '../../chat/excuses.ts';
import type { Message } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import type { Ref } from './api.ts';
import type { Desk } from './desk.ts';
import { renderForm } from './form.ts';
import { flags, responses } from './limits.ts';
import { type DiscordMessage, type DiscordRendered, renderMessage } from './render.ts';
import { tell } from './tell.ts';

/** One interaction to be answered. */
export interface Turn {
  ref: Ref;
  /** Who asked, as others call them. */
  name: string;
  /** The answer takes the place of the message it was asked on; who sees that one. */
  replaces?: Visibility;
  /** Discord takes no dialog as the answer to a dialog. */
  isModal: boolean;
}

/** What was asked, and what its command says of the answer before there is one. */
export interface Asked {
  answer: Promise<Answer>;
  command: string;
  args: Args;
  opens: 'reply' | 'form';
  visibility: Visibility;
}

/**
 * Answers an interaction: at once when the answer is quick. Of a slow one Discord is told that it takes longer, for the right
 * eyes, and the answer follows. A dialog cannot follow, so another press is asked for.
 */
export async function answer(desk: Desk, turn: Turn, asked: Asked): Promise<void> {
  const coming = asked.answer.catch((error: unknown) => broken(desk, error));
  const opens = asked.opens === 'form' && !turn.isModal;
  const quick = await within(coming, opens ? desk.patience.formMs : desk.patience.quickMs);
  if (quick !== undefined) return sayFirst(desk, turn, quick.done);
  if (opens) return sayFirst(desk, turn, { args: {}, visibility: 'private', reply: onceMore(asked) });
  const place = turn.replaces ?? asked.visibility;
  await defer(desk, turn, place);
  await sayAfter(desk, turn, { answer: await coming, place });
}

function broken(desk: Desk, error: unknown): Answer {
  return { args: {}, visibility: 'private', reply: apology(desk.note(error, 'an answer')) };
}

function onceMore({ command = 'help', args }: Pick<Answer, 'command' | 'args'>): Message {
  return openAgain('Discord', command, args);
}

async function sayFirst(desk: Desk, turn: Turn, { reply, visibility }: Answer): Promise<void> {
  const { ref, replaces } = turn;
  if (reply.type === 'form') {
    await tell(desk, () => desk.api.respond(ref, { type: responses.modal, data: renderForm(reply) }));
    return;
  }
  const isNew = replaces === undefined || isAside(replaces, visibility);
  const { payload, files } = shownTo(isNew ? visibility : replaces, reply, turn);
  const response = isNew
    ? ({ type: responses.message, data: payload } as const)
    : ({ type: responses.update, data: changing(payload) } as const);
  await tell(
    desk,
    () => desk.api.respond(ref, response, files),
    () => desk.api.edit(ref, changing(payload), files),
  );
}

async function defer(desk: Desk, { ref, replaces }: Turn, visibility: Visibility): Promise<void> {
  const data = visibility === 'private' ? { flags: flags.ephemeral } : {};
  const response =
    replaces === undefined
      ? ({ type: responses.deferredMessage, data } as const)
      : ({ type: responses.deferredUpdate } as const);
  await tell(desk, () => desk.api.respond(ref, response));
}

/** After Discord was told that it takes longer, and for whom. */
async function sayAfter(
  desk: Desk,
  turn: Turn,
  { answer, place }: { answer: Answer; place: Visibility },
): Promise<void> {
  const { ref, replaces } = turn;
  const { reply, visibility } = answer;
  const said = reply.type === 'form' ? onceMore(answer) : reply;
  if (!isAside(place, visibility)) {
    const { payload, files } = shownTo(place, said, turn);
    await tell(desk, () => desk.api.edit(ref, changing(payload), files));
    return;
  }
  // What is for one pair of eyes is not put where all read; a message that others see stays as it was.
  const { payload, files } = shownTo('private', said, turn);
  if (replaces === undefined) await tell(desk, () => desk.api.remove(ref));
  await tell(desk, () => desk.api.followUp(ref, payload, files));
}

/** Whether an answer does not belong where all see it. */
function isAside(place: Visibility, answer: Visibility): boolean {
  return place === 'channel' && answer === 'private';
}

function shownTo(place: Visibility, reply: Message, { name }: Turn): DiscordRendered<DiscordMessage> {
  return renderMessage(reply, place, place === 'private' ? undefined : { sharedBy: name });
}

/** Who sees a message cannot be changed. */
function changing(payload: DiscordMessage): DiscordMessage {
  return { ...payload, flags: payload.flags & ~flags.ephemeral };
}
