import type {
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import { decodeAction } from '../../chat/action.ts';
import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { ofAnotherVersion } from '../../chat/excuses.ts';
import { within } from '../../chat/within.ts';
import { callerOf, type Who } from './caller.ts';
import type { Desk } from './desk.ts';
import { readPlace } from './forms.ts';
import { limits } from './limits.ts';
import { answerInModal, apologiseInModal, fillIn, type Opening, viewOf } from './modal.ts';
import { readPressed } from './pressed.ts';
import { argsOf, searchAgainId, searchAgainRow, searchForm, searchView } from './search-form.ts';
import { working } from './slow.ts';
import { renderView } from './view.ts';

type Press = Pick<SlackActionMiddlewareArgs<BlockAction>, 'ack' | 'body' | 'action'> & { view: ViewOutput };

/** A button or a menu in a modal or on the Home tab. */
export async function onPressInView(desk: Desk, { ack, body, action, view }: Press): Promise<void> {
  const open = openingFrom(desk, view, body.trigger_id);
  try {
    await ack();
    const pressed = readPressed(action);
    if (pressed.type === 'nothing' || pressed.type === 'dismiss') return;
    if (pressed.type === 'search') {
      const form = searchView(optionsOf(desk));
      await (pressed.again ? desk.web.updateView(view.id, form) : open(form));
      return;
    }
    if (pressed.type === 'unknown') {
      await open(renderView(ofAnotherVersion(desk.commandName)));
      return;
    }
    const { action: run } = pressed;
    const place = view.type === 'modal' ? view.private_metadata : '';
    const asked = desk.dispatcher.press(run, callerOf(desk, whoOf(body.user), readPlace(place)));
    const turns = run.mode === 'update' && view.type === 'modal';
    const more = turns && isResults(view) ? [searchAgainRow()] : [];
    await answerInModal(desk, { asked, open: turns ? inPlace(desk, view.id) : open, more, place });
  } catch (error) {
    await apologiseInModal(desk, { error, open, person: body.user.id });
  }
}

function whoOf({ id, name }: { id: string; name?: string }): Who {
  return { id, ...(name === undefined ? {} : { name }) };
}

/** The fields of the search, as the command has them. */
export function optionsOf({ commands }: Pick<Desk, 'commands'>) {
  return commands.find(({ name }) => name === searchForm.command)?.options ?? [];
}

/** On top of a modal while there is room, in its place then; from the Home tab as the first. */
function openingFrom(desk: Desk, view: ViewOutput, trigger: string): Opening {
  if (view.type !== 'modal') return (shown) => desk.web.openView(trigger, shown);
  if (depthOf(view) >= limits.modalStack) return inPlace(desk, view.id);
  return (shown) => desk.web.pushView(trigger, shown);
}

function inPlace(desk: Desk, id: string): Opening {
  return async (shown) => {
    await fillIn(desk, id, shown);
    return id;
  };
}

/** From 1. Slack tells what a view stands on, and what stands at the bottom. */
function depthOf({ id, root_view_id, previous_view_id }: ViewOutput): number {
  if (previous_view_id === null || root_view_id === id) return 1;
  return previous_view_id === root_view_id ? 2 : 3;
}

/** Results of the search keep the way back to it on every page. */
function isResults({ blocks }: ViewOutput): boolean {
  return blocks.at(-1)?.block_id === searchAgainId;
}

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'>;

/** A modal was sent. The answer takes its place. */
export async function onSubmit(desk: Desk, { ack, body, view }: Submission): Promise<void> {
  let acknowledged = false;
  const replaceWith = async (shown: ReturnType<typeof renderView>) => {
    acknowledged = true;
    // The connection may go away in between; the modal is still there.
    await ack({ response_action: 'update', view: shown }).catch(() => fillIn(desk, view.id, shown));
  };
  try {
    const more = view.callback_id === searchForm.callbackId ? [searchAgainRow()] : [];
    const around = { more, place: view.private_metadata };
    const asked = ask(desk, body, view);
    if (asked === undefined) return await replaceWith(renderView(ofAnotherVersion(desk.commandName)));
    const quick = await within(asked, desk.patience.ackMs);
    await replaceWith(quick === undefined ? renderView(working) : viewOf(quick.done, around));
    if (quick === undefined) await fillIn(desk, view.id, viewOf(await asked, around));
  } catch (error) {
    const open = inPlace(desk, view.id);
    if (acknowledged) await apologiseInModal(desk, { error, open, person: body.user.id });
    else await replaceWith(renderView(apology(desk.note(error, 'a modal'))));
  }
}

function ask(desk: Desk, body: ViewSubmitAction, view: ViewOutput): Promise<Answer> | undefined {
  const caller = callerOf(desk, whoOf(body.user), readPlace(view.private_metadata));
  const filled = argsOf(view.state.values);
  if (view.callback_id === searchForm.callbackId) {
    return desk.dispatcher.call(searchForm.command, filled, caller);
  }
  const action = decodeAction(view.callback_id);
  return action && desk.dispatcher.press({ ...action, args: { ...action.args, ...filled } }, caller);
}
