import type { BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Action } from '../../chat/action.ts';
import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { ofAnotherVersion } from '../../chat/excuses.ts';
import { type Message, message, text } from '../../chat/reply.ts';
import { within } from '../../chat/within.ts';
import { callerOf, type Who, whereOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { openForm } from './forms.ts';
import { answerInThread } from './in-thread.ts';
import { originalFirst } from './original.ts';
import { type Place, type Pressed, placeOf, readPressed } from './pressed.ts';
import { type Showing, show, type WayBack } from './show.ts';
import { working } from './slow.ts';

type Press = Pick<SlackActionMiddlewareArgs<BlockAction>, 'ack' | 'respond' | 'body' | 'action'>;

/** A button or a menu of a message. Whoever is not its owner gets an answer of their own, for their eyes. */
export async function onPress(desk: Desk, { ack, respond, body, action }: Press): Promise<void> {
  const way: WayBack = { respond, person: body.user.id };
  try {
    await ack();
    await answerPress(desk, way, readPressed(action), body);
  } catch (error) {
    await show(desk, way, { message: apology(desk.note(error, 'a press')), to: 'asker' });
  }
}

async function answerPress(desk: Desk, way: WayBack, pressed: Pressed, body: BlockAction): Promise<void> {
  switch (pressed.type) {
    case 'nothing':
    case 'search':
      return;
    case 'dismiss':
      return dismiss(desk, way, pressed.owner);
    case 'unknown':
      return show(desk, way, { message: ofAnotherVersion(desk.commandName), to: 'asker' });
    case 'run':
      return run(desk, way, { action: pressed.action, body, place: placeOf(body) });
    default:
      return pressed satisfies never;
  }
}

async function dismiss(desk: Desk, way: WayBack, owner: string): Promise<void> {
  if (way.person === owner) await way.respond({ delete_original: true });
  else await show(desk, way, { message: notYours, to: 'asker' });
}

const notYours = message(text('Only the one who showed this to everybody can take it away.'));

interface Running {
  action: Action;
  body: BlockAction;
  place: Place;
}

async function run(desk: Desk, way: WayBack, { action, body, place }: Running): Promise<void> {
  const how = howToShow(action, place, way.person);
  // Where the answer stands for all, its pages do too; elsewhere it is private again, and can be shared.
  const { share: _, ...others } = action.args;
  const args = how.to === 'everybody' ? { ...others, share: true } : others;
  const caller = callerOf(desk, whoOf(body), whereOf(place.channel, body.channel?.name));
  const answered = desk.dispatcher.press({ ...action, args }, caller);
  const asked = originalFirst(desk, way, { answered, body, place });
  if (place.direct && !how.replace && action.mode !== 'form') {
    const { channel, ts, thread = ts } = place;
    return answerInThread(desk, { channel, thread, person: way.person }, asked);
  }
  const quick = await within(asked, desk.patience.workingMs);
  const showing = (shown: Message, to = how.to): Showing => showingOf(shown, { ...how, to }, { body, place });
  if (quick === undefined) await show(desk, way, showing(working, how.replace ? how.to : 'asker'));
  const answer = quick?.done ?? (await asked);
  const shown = await messageOf(desk, answer, { body, place });
  if (shown === undefined) return;
  // What is private stays so, and an apology takes nothing away from others.
  const aside = answer.visibility === 'private' && how.to === 'everybody' && !place.direct;
  if (aside && how.replace && quick === undefined) await putBack(way, body);
  await show(desk, way, aside ? { message: shown, to: 'asker' } : showing(shown));
}

/** What stood there before "Working on it…". */
async function putBack(way: WayBack, { message: before }: BlockAction): Promise<void> {
  if (before?.text === undefined) return;
  const { text, blocks } = before;
  const still = { mrkdwn: false, unfurl_links: false, unfurl_media: false, replace_original: true } as const;
  await way.respond({ response_type: 'in_channel', text, blocks, ...still });
}

interface How {
  to: Showing['to'];
  replace: boolean;
  shares: boolean;
}

function howToShow({ mode, args }: Action, { direct, ephemeral, frame }: Place, person: string): How {
  const shares = mode === 'reply' && args.share === true && !direct;
  const mine = direct || ephemeral || frame?.owner === person;
  const replace = mode === 'update' && mine;
  const to = shares || direct || (replace && !ephemeral) ? 'everybody' : 'asker';
  return { to, replace, shares };
}

/** What an answer says; nothing when it was a dialog that opened. */
async function messageOf(
  desk: Desk,
  answer: Answer,
  { body, place }: Pick<Running, 'body' | 'place'>,
): Promise<Message | undefined> {
  const { reply } = answer;
  if (reply.type === 'message') return reply;
  const where = whereOf(place.channel, body.channel?.name);
  return openForm(desk, body.trigger_id, { reply, answer, where });
}

function whoOf({ user: { id, username, name = username } }: BlockAction): Who {
  return { id, ...(name === undefined ? {} : { name: username ?? name }) };
}

function showingOf(
  shown: Message,
  { to, replace, shares }: How,
  { body, place }: Pick<Running, 'body' | 'place'>,
): Showing {
  if (to === 'asker' || place.direct) return { message: shown, to, replace };
  const { id, name = 'someone' } = whoOf(body);
  const shared = shares || place.frame?.shared === true;
  const frame = { owner: id, ...(shared ? { sharedBy: { id, name } } : {}) };
  const thread = place.thread === undefined || replace ? {} : { thread: place.thread };
  return { message: shown, to, replace, frame, ...thread };
}
