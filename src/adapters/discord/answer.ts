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
import { codes, refusalOf, refusalText } from './trouble.ts';

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
  if (opens) return sayFirst(desk, turn, onceMore(asked));
  const visibility = turn.replaces ?? asked.visibility;
  await defer(desk, turn, visibility);
  await sayAfter(desk, turn, { answer: await coming, visibility });
}

function broken(desk: Desk, error: unknown): Answer {
  return { args: {}, visibility: 'private', reply: apology(desk.note(error, 'an answer')) };
}

function onceMore({ command, args }: Pick<Asked, 'command' | 'args'>): Answer & { reply: Message } {
  return { args: {}, visibility: 'private', reply: openAgain('Discord', command, args) };
}

async function sayFirst(desk: Desk, turn: Turn, { reply, visibility }: Answer): Promise<void> {
  const { ref } = turn;
  if (reply.type === 'form') {
    await unlessTooLate(desk, () =>
      desk.api.respond(ref, { type: responses.modal, data: renderForm(reply) }),
    );
    return;
  }
  const place =
    turn.replaces !== undefined && !isAside(turn.replaces, visibility) ? turn.replaces : undefined;
  const { payload, files } = shownTo(place ?? visibility, reply, turn);
  const type = place === undefined ? responses.message : responses.update;
  const data = place === undefined ? payload : changing(payload);
  // It may have been told twice, when an answer of Discord's was lost on the way.
  await unlessTooLate(
    desk,
    () => desk.api.respond(ref, { type, data }, files),
    () => desk.api.edit(ref, changing(payload), files),
  );
}

async function defer(desk: Desk, { ref, replaces }: Turn, visibility: Visibility): Promise<void> {
  const response =
    replaces === undefined
      ? ({
          type: responses.deferredMessage,
          data: visibility === 'private' ? { flags: flags.ephemeral } : {},
        } as const)
      : ({ type: responses.deferredUpdate } as const);
  await unlessTooLate(desk, () => desk.api.respond(ref, response));
}

/** After Discord was told that it takes longer, and for whom. */
async function sayAfter(
  desk: Desk,
  turn: Turn,
  { answer, visibility }: { answer: Answer; visibility: Visibility },
): Promise<void> {
  const { ref, replaces } = turn;
  const said =
    answer.reply.type === 'form'
      ? onceMore({ command: answer.command ?? 'help', args: answer.args })
      : answer;
  const { reply } =
    said.reply.type === 'message' ? { reply: said.reply } : onceMore({ command: 'help', args: {} });
  if (!isAside(visibility, said.visibility)) {
    const { payload, files } = shownTo(visibility, reply, turn);
    await unlessTooLate(desk, () => desk.api.edit(ref, changing(payload), files));
    return;
  }
  // What is for one pair of eyes is not put where all read; a message that others see stays as it was.
  const { payload, files } = shownTo('private', reply, turn);
  if (replaces === undefined) await unlessTooLate(desk, () => desk.api.remove(ref));
  await unlessTooLate(desk, () => desk.api.followUp(ref, payload, files));
}

/** Whether an answer does not belong where all see it. */
function isAside(place: Visibility, answer: Visibility): boolean {
  return place === 'channel' && answer === 'private';
}

function shownTo(visibility: Visibility, reply: Message, { name }: Turn): DiscordRendered<DiscordMessage> {
  return renderMessage(reply, visibility, visibility === 'private' ? undefined : { sharedBy: name });
}

/** Who sees a message cannot be changed. */
function changing(payload: DiscordMessage): DiscordMessage {
  return { ...payload, flags: payload.flags & ~flags.ephemeral };
}

/** Writes down what Discord refused; a network that is away is no reason to be silent either. `again` is for what was taken before. */
async function unlessTooLate(
  desk: Desk,
  say: () => Promise<void>,
  again: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    await say();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === codes.alreadyAcknowledged) return again();
    if (refusal === undefined) desk.note(error, 'an answer to Discord');
    else desk.log.warn({ refusal }, `An answer was lost. ${refusalText(refusal)}`);
  }
}
