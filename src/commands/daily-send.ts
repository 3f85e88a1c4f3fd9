import type { Args, Caller } from '../chat/command.ts';
import { heading, link, type Message, message, quiet, text } from '../chat/reply.ts';
import { runAfterDate } from '../daily/schedule.ts';
import { usual } from '../daily/timing.ts';
import { isZone } from '../daily/zones.ts';
import { newId } from '../store/ids.ts';
import { planNow } from '../store/planning.ts';
import { type Post, postsOf } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { lookAt, noZone } from './daily-change.ts';
import { buttonsOf, changeable, dailyButton, nothingHere } from './daily-here.ts';
import { outcomeWords } from './daily-outcome.ts';
import { sayNext, todayIn, troubleBlocks } from './daily-say.ts';
import type { Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';

/**
 * Makes today's post now. A day has one: where it is there already, the way to it.
 *
 * @throws {StoreError}
 */
export async function sendNow(
  args: Args,
  { caller, now, deps }: { caller: Caller; now: Temporal.Instant; deps: Deps },
): Promise<Message> {
  const found = await changeable(args, { caller, deps });
  if ('says' in found) return found.says;
  const { whose } = found;
  const id = newId(now, deps.random);
  const reply = await deps.store.write(
    async (db) => {
      const { one } = await lookAt(db, whose);
      if (one === undefined) return nothingHere(db, found, deps);
      if (!isZone(one.schedule.zone)) return message(...noZone(one, whose));
      if (one.state !== 'on') return notOn(one, whose, deps);
      const date = todayIn(one, now).toString();
      const dueAt = now.epochMilliseconds;
      const planned = await planNow(db, {
        id,
        subscriptionId: one.id,
        platform: one.platform,
        date,
        dueAt,
        expiresAt: dueAt + usual.catchUpMs,
        state: 'pending',
      });
      if (planned) return onItsWay(one, { date, whose });
      const posts = await postsOf(db, one.id, 7);
      return isThere(one, { post: posts.find((post) => post.date === date), whose });
    },
    { repeatable: true },
  );
  deps.daily.wake();
  return reply;
}

function notOn(one: Subscription, whose: Whose, deps: Deps): Message {
  const [label, command] = one.state === 'off' ? ['Switch it on', 'on'] : ['Resume', 'resume'];
  return message(
    ...troubleBlocks(one, deps),
    text(`It is ${one.state} (${one.schedule.zone}), so nothing was sent.`),
    buttonsOf({ ...dailyButton(whose, label, command), style: 'primary' }),
  );
}

function onItsWay(one: Subscription, { date, whose }: { date: string; whose: Whose }): Message {
  const next = runAfterDate(one.schedule, Temporal.PlainDate.from(date));
  return message(
    heading('On its way'),
    text('It comes within a minute, and is today’s post.'),
    next === undefined ? undefined : quiet(`The next one comes on ${sayNext(next, one)}.`),
    buttonsOf(dailyButton(whose, 'Status', 'status')),
  );
}

function isThere(one: Subscription, { post, whose }: { post: Post | undefined; whose: Whose }): Message {
  const status = buttonsOf(dailyButton(whose, 'Status', 'status'));
  const next = post && runAfterDate(one.schedule, Temporal.PlainDate.from(post.date));
  const after = next === undefined ? undefined : quiet(`The next one comes on ${sayNext(next, one)}.`);
  if (post === undefined) return message(text('Today’s post is made already.'), after, status);
  if (post.state === 'unknown') {
    return message(
      text('Nobody knows whether today’s post came: look in the channel first. It is not sent again today.'),
      after,
      status,
    );
  }
  const way = post.url === undefined ? [] : [' ', link('Here it is', post.url), '.'];
  return message(text(`Today’s post is there already: ${outcomeWords(post)}.`, ...way), after, status);
}
