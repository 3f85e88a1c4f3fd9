import type { KnownBlock, ModalView } from '@slack/types';
import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { message, text } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import type { Desk } from './desk.ts';
import { renderForm } from './form.ts';
import { showDirectly } from './show.ts';
import { working } from './slow.ts';
import { isLockedOut, isTooLate, refusalOf } from './trouble.ts';
import { renderView } from './view.ts';

/** How a modal comes to be: each gives the id of the view that it is in. */
export type Opening = (view: ModalView) => Promise<string>;

/**
 * Shows an answer in a modal. A slow one opens with "Working on it…" while Slack's trigger lives, and takes its place.
 */
export async function answerInModal(
  desk: Desk,
  { asked, open, ...around }: { asked: Promise<Answer>; open: Opening } & Around,
): Promise<void> {
  const quick = await within(asked, desk.patience.workingMs);
  if (quick !== undefined) {
    await open(viewOf(quick.done, around));
    return;
  }
  const id = await open(renderView(working));
  try {
    await fillIn(desk, id, viewOf(await asked, around));
  } catch (error) {
    await fillIn(desk, id, renderView(apology(desk.note(error, 'a modal'))));
  }
}

/** Puts an answer into a modal that waits for it, unless it was closed meanwhile. */
export async function fillIn(desk: Desk, id: string, view: ModalView): Promise<void> {
  try {
    await desk.web.updateView(id, view);
  } catch (error) {
    if (refusalOf(error)?.error !== 'not_found') throw error;
  }
}

/** What an answer in a modal is given besides. */
interface Around {
  /** Stands below it. */
  more?: readonly KnownBlock[];
  /** Where the first modal was opened, as it was written into that: its buttons and fields ask from there. */
  place?: string;
}

export function viewOf({ reply }: Answer, { more = [], place = '' }: Around = {}): ModalView {
  if (reply.type === 'form') return renderForm(reply, place);
  return { ...renderView(reply, { more }), ...(place === '' ? {} : { private_metadata: place }) };
}

const onceMore = message(text('This took longer than Slack waits. Please try once more.'));

/** Says in a modal that something broke; when that cannot be opened either, in a direct message. */
export async function apologiseInModal(
  desk: Desk,
  { error, open, person }: { error: unknown; open: Opening; person: string },
): Promise<void> {
  const refusal = refusalOf(error);
  if (refusal !== undefined && isTooLate(refusal)) {
    desk.log.warn({ refusal }, 'a modal came too late for Slack');
    return showDirectly(desk, person, onceMore);
  }
  const sorry = apology(desk.note(error, 'a modal'));
  if (refusal !== undefined && isLockedOut(refusal)) return;
  try {
    await open(renderView(sorry));
  } catch (another) {
    desk.log.warn({ err: another }, 'an apology could not be shown in a modal');
    await showDirectly(desk, person, sorry);
  }
}
