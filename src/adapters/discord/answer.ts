import { apology } from '../../chat/apology.ts';
import type { Visibility } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { type Message, message, text } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import { halvesOf, sayBoth, sayBothLater } from './answer-on-post.ts';
import type { Desk } from './desk.ts';
import { renderForm } from './form.ts';
import { flags, responses } from './limits.ts';
import { asMessage, changing, excuse, firstPauses, laterPauses, onceMore, shownTo } from './shown.ts';
import { tell } from './tell.ts';
import type { Asked, Turn } from './turn.ts';

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
  if (turn.post !== undefined) return sayBothLater(desk, turn, await coming);
  await sayAfter(desk, turn, { answer: await coming, place });
}

function broken(desk: Desk, error: unknown): Answer {
  return { args: {}, visibility: 'private', reply: apology(desk.note(error, 'an answer')) };
}

async function sayFirst(desk: Desk, turn: Turn, answer: Answer): Promise<void> {
  const { ref, replaces, isModal } = turn;
  const halves = halvesOf(desk, turn, answer);
  if (halves !== undefined) return sayBoth(desk, turn, halves);
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

async function defer(desk: Desk, { ref, replaces, post }: Turn, visibility: Visibility): Promise<void> {
  const data = visibility === 'private' ? { flags: flags.ephemeral } : {};
  const response =
    replaces === undefined && post === undefined
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
