import type { AckFn, RespondArguments, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { apology } from '../../chat/apology.ts';
import { withoutName } from '../../chat/bot-name.ts';
import type { Answer } from '../../chat/dispatch.ts';
import type { Message } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import { callerOf, whereOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { openForm } from './forms.ts';
import { plainLine } from './heard.ts';
import { renderMessage } from './render.ts';
import { type Showing, show } from './show.ts';
import { working } from './slow.ts';

/**
 * `/mlops resource docker`. A quick answer is the acknowledgement itself. For a slow one the acknowledgement says that it is
 * worked on; the answer follows, and stands in its place where Slack lets it (it replaces nothing of a slash command today:
 * github.com/slackapi/bolt-js/issues/2287).
 */
export async function onCommand(
  desk: Desk,
  { command, ack, respond }: SlackCommandMiddlewareArgs,
): Promise<void> {
  const person = command.user_id;
  const way = { respond, person };
  const first = acknowledgement(ack);
  try {
    const line = withoutName(plainLine(command.text), desk.commandName, desk.commands);
    const who = { id: person, name: command.user_name };
    const where = whereOf(command.channel_id, command.channel_name);
    const asked = desk.dispatcher.type(line, callerOf(desk, who, where));
    const quick = await within(asked, desk.patience.ackMs);
    if (quick === undefined) {
      await first.say({ message: working, to: 'asker' });
      const shown = await shownOf(desk, command, await asked);
      if (shown !== undefined) await show(desk, way, { ...shown, replace: shown.to === 'asker' });
      return;
    }
    if (quick.done.reply.type === 'form') await first.nothing();
    const shown = await shownOf(desk, command, quick.done);
    if (shown === undefined) return;
    if (!(await first.say(shown))) await show(desk, way, shown);
  } catch (error) {
    const sorry: Showing = { message: apology(desk.note(error, command.command)), to: 'asker' };
    if (!(await first.say(sorry))) await show(desk, way, sorry);
  }
}

/** What of an answer is shown; nothing when it was a dialog that opened. */
async function shownOf(
  desk: Desk,
  {
    user_id: id,
    user_name: name,
    channel_id,
    channel_name,
    trigger_id,
  }: SlackCommandMiddlewareArgs['command'],
  answer: Answer,
): Promise<Showing | undefined> {
  const { reply, visibility } = answer;
  if (reply.type === 'form') {
    const where = whereOf(channel_id, channel_name);
    const instead = await openForm(desk, trigger_id, { reply, answer, where });
    return instead && { message: instead, to: 'asker' };
  }
  if (visibility === 'private') return { message: reply, to: 'asker' };
  return { message: reply, to: 'everybody', frame: { owner: id, sharedBy: { id, name } } };
}

/** Acknowledges once. */
function acknowledgement(ack: AckFn<string | RespondArguments>) {
  let sent = false;
  const send = async (body?: RespondArguments): Promise<boolean> => {
    if (sent) return false;
    sent = true;
    try {
      await (body === undefined ? ack() : ack(body));
      return true;
    } catch {
      // The connection went away in between. The way back is still there.
      return false;
    }
  };
  return {
    nothing: () => send(),
    /** Whether this was what Slack got. */
    say: ({ message, to, frame }: { message: Message; to: Showing['to']; frame?: Showing['frame'] }) =>
      send(renderMessage(message, to === 'asker' ? 'private' : 'channel', frame).payload),
  };
}
