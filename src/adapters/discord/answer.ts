import { apology } from '../../chat/apology.ts';
import type { Args, Visibility } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { openAgain } from '../../chat/excuses.ts';
import { type Message, message, text } from '../../chat/reply.ts';
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

/** Before further attempts, in milliseconds: a moment's trouble must cost nobody an answer. A first one has no time for more. */
const firstPauses = [250];
const laterPauses = [1_000, 4_000, 16_000];

/**
 * Answers an interaction: at once when the answer is quick. Of a slow one Discord is told that it takes longer, for the right
 * eyes, and the answer follows. A dialog cannot follow, so another press is asked for.
 */
export async function answer(desk: Desk, turn: Turn, asked: Asked): Promise<void> {
  const coming = asked.answer.catch((error: unknown) => broken(desk, error));
  const opens = asked.opens === 'form' && !turn.isModal;
  const quick = await within(coming, opens ? desk.patience.formMs : desk.patience.quickMs);
  if (quick !== undefined) return sayFirst(desk, turn, quick.done);
  if (opens) return sayFirst(desk, turn, { ...asked, visibility: 'private', reply: onceMore(asked) });
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

/** Where Discord takes no dialog, another press is asked for. */
function asMessage(answer: Answer): { shown: Message; visibility: Visibility } {
  const { reply, visibility } = answer;
  return reply.type === 'form'
    ? { shown: onceMore(answer), visibility: 'private' }
    : { shown: reply, visibility };
}

async function sayFirst(desk: Desk, turn: Turn, answer: Answer): Promise<void> {
  const { ref, replaces, isModal } = turn;
  if (answer.reply.type === 'form' && !isModal) {
    const response = { type: responses.modal, data: renderForm(answer.reply) } as const;
    const opened = await tell(desk, () => desk.api.respond(ref, response), firstPauses);
    if (opened === 'refused') await sayExcuse(desk, turn);
    return;
  }
  const { shown, visibility } = asMessage(answer);
  const isNew = replaces === undefined || isAside(replaces, visibility);
  const { payload, files } = shownTo(desk, isNew ? visibility : replaces, { shown, turn });
  const response = isNew
    ? ({ type: responses.message, data: payload } as const)
    : ({ type: responses.update, data: changing(payload) } as const);
  const outcome = await tell(desk, () => desk.api.respond(ref, response, files), firstPauses);
  if (outcome === 'repeated') await tell(desk, () => desk.api.edit(ref, changing(payload), files));
  if (outcome === 'refused') await sayExcuse(desk, turn);
}

async function sayExcuse(desk: Desk, turn: Turn): Promise<void> {
  const data = excuse(desk, 'private', turn);
  await tell(desk, () => desk.api.respond(turn.ref, { type: responses.message, data }));
}

async function defer(desk: Desk, { ref, replaces }: Turn, visibility: Visibility): Promise<void> {
  const data = visibility === 'private' ? { flags: flags.ephemeral } : {};
  const response =
    replaces === undefined
      ? ({ type: responses.deferredMessage, data } as const)
      : ({ type: responses.deferredUpdate } as const);
  await tell(desk, () => desk.api.respond(ref, response), firstPauses);
}

/** After Discord was told that it takes longer, and for whom. */
async function sayAfter(
  desk: Desk,
  turn: Turn,
  { answer, place }: { answer: Answer; place: Visibility },
): Promise<void> {
  const { shown, visibility } = asMessage(answer);
  if (isAside(place, visibility)) return sayAside(desk, turn, shown);
  const { payload, files } = shownTo(desk, place, { shown, turn });
  const outcome = await tell(desk, () => desk.api.edit(turn.ref, changing(payload), files), laterPauses);
  if (outcome !== 'refused') return;
  const data = changing(excuse(desk, place, turn));
  await tell(desk, () => desk.api.edit(turn.ref, data), laterPauses);
}

/** What is for one pair of eyes is not put where all read; a message that others see stays as it was. */
async function sayAside(desk: Desk, turn: Turn, shown: Message): Promise<void> {
  const { ref, replaces } = turn;
  const { payload, files } = shownTo(desk, 'private', { shown, turn });
  // The first thing that follows a deferral takes its place, and all would see it: the deferral goes first.
  const removed = replaces === undefined ? await tell(desk, () => desk.api.remove(ref), laterPauses) : 'said';
  if (removed === 'refused' || removed === 'unreached') {
    const instead = shownTo(desk, 'channel', { shown: notHere, turn });
    await tell(desk, () => desk.api.edit(ref, changing(instead.payload)));
    return;
  }
  const followed = await tell(desk, () => desk.api.followUp(ref, payload, files), laterPauses);
  if (followed !== 'refused') return;
  const data = excuse(desk, 'private', turn);
  await tell(desk, () => desk.api.followUp(ref, data));
}

const notHere = message(text('This cannot be shown here. Please ask again.'));

/** Whether an answer does not belong where all see it. */
function isAside(place: Visibility, answer: Visibility): boolean {
  return place === 'channel' && answer === 'private';
}

/** What Discord did not take is broken, whatever it is. */
function excuse(desk: Desk, place: Visibility, turn: Turn): DiscordMessage {
  const shown = apology(desk.note(new Error('Discord refused an answer'), 'an answer'));
  return shownTo(desk, place, { shown, turn }).payload;
}

/** What cannot be rendered is an apology. */
function shownTo(
  desk: Desk,
  place: Visibility,
  { shown, turn }: { shown: Message; turn: Turn },
): DiscordRendered<DiscordMessage> {
  const frame = place === 'private' ? undefined : { sharedBy: turn.name };
  try {
    return renderMessage(shown, place, frame);
  } catch (error) {
    return renderMessage(apology(desk.note(error, 'an answer')), place, frame);
  }
}

/** Who sees a message cannot be changed. */
function changing(payload: DiscordMessage): DiscordMessage {
  return { ...payload, flags: payload.flags & ~flags.ephemeral };
}
