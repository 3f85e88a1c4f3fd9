import type { GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { apology } from '../../chat/apology.ts';
import { asProse, noWords } from '../../chat/excuses.ts';
import type { Message } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import { callerOf, whereOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { wordsOf } from './heard.ts';
import { apologiseInModal } from './modal.ts';
import { optionsOf } from './on-view.ts';
import { searchForm, searchView } from './search-form.ts';
import { show } from './show.ts';
import { working } from './slow.ts';

/** "Find a study resource": the search, wherever one is. */
export async function onFind(
  desk: Desk,
  { ack, shortcut }: Pick<SlackShortcutMiddlewareArgs<GlobalShortcut>, 'ack' | 'shortcut'>,
): Promise<void> {
  const open = (view: ReturnType<typeof searchView>) => desk.web.openView(shortcut.trigger_id, view);
  try {
    await ack();
    await open(searchView(optionsOf(desk)));
  } catch (error) {
    await apologiseInModal(desk, { error, open, person: shortcut.user.id });
  }
}

type About = Pick<SlackShortcutMiddlewareArgs<MessageShortcut>, 'ack' | 'shortcut' | 'respond'>;

/** "Find resources for this": what a message is about, for the eyes of the one who asks, and to be shared. */
export async function onFindAbout(desk: Desk, { ack, shortcut, respond }: About): Promise<void> {
  const way = { respond, person: shortcut.user.id };
  try {
    await ack();
    const query = asProse(wordsOf(shortcut.message.text ?? ''));
    if (query === '') return await show(desk, way, { message: noWords, to: 'asker' });
    const { user, channel } = shortcut;
    const who = { id: user.id, name: user.name };
    const caller = callerOf(desk, who, whereOf(channel.id, channel.name));
    const asked = desk.dispatcher.call(searchForm.command, { query }, caller);
    const quick = await within(asked, desk.patience.workingMs);
    if (quick === undefined) await show(desk, way, { message: working, to: 'asker' });
    const { reply } = quick?.done ?? (await asked);
    await show(desk, way, { message: messageOf(reply), to: 'asker' });
  } catch (error) {
    await show(desk, way, { message: apology(desk.note(error, 'a message shortcut')), to: 'asker' });
  }
}

function messageOf(reply: Awaited<ReturnType<Desk['dispatcher']['call']>>['reply']): Message {
  return reply.type === 'message' ? reply : noWords;
}
