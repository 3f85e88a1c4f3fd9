import { createHash } from 'node:crypto';
import type {
  AppHomeOpenedEvent,
  AppMentionEvent,
  FileShareMessageEvent,
  GenericMessageEvent,
  ThreadBroadcastMessageEvent,
} from '@slack/types';
import { withoutName } from '../../chat/bot-name.ts';
import { callerOf, whereOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { plainLine } from './heard.ts';
import { homeView } from './home.ts';
import { answerInThread, type Conversation } from './in-thread.ts';
import type { Seen } from './seen.ts';

/**
 * `@mlops-companion docker` in a channel: the answer stands in the thread, for all who read it. Slack tells of a mention
 * anew, with another event_id, whenever its message is edited (github.com/PostHog/posthog/pull/59517): it is answered once,
 * `mentions` knows which were.
 */
export async function onMention(desk: Desk, event: AppMentionEvent, mentions: Seen): Promise<void> {
  const { channel, user, text, ts, thread_ts: thread = ts } = event;
  if (user === undefined || !mentions.isNew(`${channel} ${ts}`)) return;
  const conversation = { thread, begun: event.thread_ts !== undefined, frame: { owner: user } };
  await answer(desk, { channel, person: user, text, conversation });
}

/** What a person writes. */
export type Written = GenericMessageEvent | FileShareMessageEvent | ThreadBroadcastMessageEvent;

/** What a person writes to the bot itself. */
export async function onDirectMessage(desk: Desk, event: Written): Promise<void> {
  const { channel, user, text = '', ts, thread_ts: thread = ts } = event;
  await answer(desk, { channel, person: user, text, conversation: { thread } });
}

async function answer(
  desk: Desk,
  given: {
    channel: string;
    person: string;
    text: string;
    conversation: Pick<Conversation, 'thread' | 'begun' | 'frame'>;
  },
): Promise<void> {
  const { channel, person, text, conversation } = given;
  const line = withoutName(plainLine(text), desk.commandName, desk.commands);
  // Who asks where others read wants them to see it; what a command keeps private stays private.
  const asked = desk.dispatcher.type(line, callerOf(desk, { id: person }, whereOf(channel)), { share: true });
  await answerInThread(desk, { channel, person, ...conversation }, asked);
}

/** The Home tab. What stands there already is not sent again. */
export async function onHomeOpened(desk: Desk, { tab, user, view }: AppHomeOpenedEvent): Promise<void> {
  if (tab !== 'home') return;
  try {
    const { reply } = await desk.dispatcher.call('path', {}, callerOf(desk, { id: user }));
    if (reply.type === 'form') return;
    const shown = homeView(reply, desk.commandName);
    const edition = createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
    if (view?.private_metadata === edition) return;
    await desk.web.publishHome(user, { ...shown, private_metadata: edition });
  } catch (error) {
    desk.note(error, 'the Home tab');
  }
}
