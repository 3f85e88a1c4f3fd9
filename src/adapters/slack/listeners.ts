import type { App, BlockAction, GlobalShortcut, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import type { AllMessageEvents } from '@slack/types';
import type { Desk } from './desk.ts';
import { shortcuts } from './names.ts';
import { onCommand } from './on-command.ts';
import { onDirectMessage, onHomeOpened, onMention, type Written } from './on-event.ts';
import { onOptions } from './on-options.ts';
import { onPress } from './on-press.ts';
import { onFind, onFindAbout } from './on-shortcut.ts';
import { onPressInView, onSubmit } from './on-view.ts';
import type { Seen } from './seen.ts';

/** Gives everything that Slack sends to whoever answers it. */
export function listen(app: App, desk: Desk, { events, mentions }: { events: Seen; mentions: Seen }): void {
  app.use(async ({ body, next }) => {
    // Slack sends an event again when it missed the acknowledgement.
    if ('event_id' in body && typeof body.event_id === 'string' && !events.isNew(body.event_id)) return;
    await next();
  });
  // Whatever the command is called in Slack, it is answered.
  app.command(/.*/, (given) => onCommand(desk, given));
  app.action<BlockAction>({ type: 'block_actions' }, async ({ ack: acknowledge, respond, body, action }) => {
    const { view } = body;
    const ack = atLeastTried(acknowledge);
    await (view === undefined
      ? onPress(desk, { ack, respond, body, action })
      : onPressInView(desk, { ack, body, action, view }));
  });
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, (given) => onOptions(desk, given));
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /.*/ }, (given) =>
    onSubmit(desk, given),
  );
  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: shortcuts.find.callbackId },
    ({ ack, shortcut }) => onFind(desk, { ack: atLeastTried(ack), shortcut }),
  );
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: shortcuts.about.callbackId },
    ({ ack, shortcut, respond }) => onFindAbout(desk, { ack: atLeastTried(ack), shortcut, respond }),
  );
  app.event('app_mention', async ({ event }) => {
    if (event.bot_id === undefined) await onMention(desk, event, mentions);
  });
  app.event('message', async ({ event }) => {
    if (isDirect(event)) await onDirectMessage(desk, event);
  });
  app.event('app_home_opened', ({ event }) => onHomeOpened(desk, event));
  app.error(async (error) => void desk.note(error, 'Bolt'));
}

/** A connection may go away before the acknowledgement. The person is answered all the same: the way back is still there. */
function atLeastTried(ack: () => Promise<void>): () => Promise<void> {
  return () => ack().catch(() => {});
}

/** What a person writes to the bot itself, with a file too; not what is edited, deleted or joined, nor what bots write. */
function isDirect(event: AllMessageEvents): event is Written {
  if (event.channel_type !== 'im') return false;
  const { subtype } = event;
  return (
    (subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast') &&
    !('bot_id' in event && event.bot_id !== undefined)
  );
}
