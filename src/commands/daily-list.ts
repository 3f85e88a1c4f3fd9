import type { Caller, Command } from '../chat/command.ts';
import {
  code,
  heading,
  type Inline,
  link,
  list,
  type Message,
  message,
  plain,
  quiet,
  strong,
  text,
} from '../chat/reply.ts';
import { sayDate } from '../daily/say.ts';
import { isZone } from '../daily/zones.ts';
import { type Post, postsOf } from '../store/posts.ts';
import { type Subscription, subscriptionFor, subscriptionsOf } from '../store/subscriptions.ts';
import { buttonsOf, dailyButton } from './daily-here.ts';
import { outcomeWords } from './daily-outcome.ts';
import { comingRun, sayNext, sayWhen, todayIn, troubleBlocks } from './daily-say.ts';
import { noPlace, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';

export const dailyList: Command<Deps> = {
  name: 'list',
  group: 'daily',
  summary: 'The daily posts that you switched on, and the one here',
  examples: ['daily list'],
  options: [],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(_args, { caller, now, deps }) {
    const whose = whoseOf(caller, undefined) ?? whoseOf(caller, 'me');
    if (whose === undefined) return noPlace(caller, deps);
    return listOf(await entriesFor(caller, whose, deps), whose, now);
  },
};

interface Entry {
  one: Subscription;
  last: Post | undefined;
  here: boolean;
}

/** The one here first. Others' channels are nobody's business. */
async function entriesFor({ person }: Caller, whose: Whose, { store }: Deps): Promise<Entry[]> {
  return store.read(async (db) => {
    const here = await subscriptionFor(db, whose);
    const own = await subscriptionsOf(db, person);
    const shown =
      here === undefined || here.state === 'off' ? own : [here, ...own.filter(({ id }) => id !== here.id)];
    const entries: Entry[] = [];
    for (const one of shown.slice(0, most)) {
      const [last] = await postsOf(db, one.id, 1);
      entries.push({ one, last, here: one.id === here?.id });
    }
    return entries;
  });
}

/** What fits a message. */
const most = 20;

function listOf(entries: readonly Entry[], whose: Whose, now: Temporal.Instant): Message {
  if (entries.length === 0) {
    return message(
      heading('Nothing is switched on'),
      text('Neither here, nor anywhere else by you. Type ', code('daily on'), ' to see what it would be.'),
      buttonsOf({ ...dailyButton(whose, 'See it', 'on'), style: 'primary' }),
    );
  }
  return message(
    heading('Daily posts'),
    ...entries.filter(({ here }) => here).flatMap(({ one }) => troubleBlocks(one)),
    list(...entries.map((entry) => lineOf(entry, now))),
    quiet('Change each where it is posted: ', code('daily status'), '.'),
    buttonsOf(dailyButton(whose, 'Status here', 'status')),
  );
}

function lineOf({ one, last, here }: Entry, now: Temporal.Instant): Inline[] {
  const known = isZone(one.schedule.zone);
  const day = last && (known ? sayDate(Temporal.PlainDate.from(last.date), todayIn(one, now)) : last.date);
  const outcome: Inline[] =
    last === undefined || day === undefined
      ? []
      : [
          plain(' – last: '),
          last.url === undefined ? plain(day) : link(day, last.url),
          plain(` ${outcomeWords(last)}`),
        ];
  const stopped = one.trouble === undefined || here ? '' : ` – stopped: ${one.trouble.mend}`;
  return [strong(titleOf(one, here)), plain(` – ${stateWords(one, last)}${stopped}`), ...outcome];
}

function titleOf({ target, name }: Subscription, here: boolean): string {
  if (target.type === 'person') return 'Your own';
  const shown = name ?? 'a channel';
  return here ? `Here${name === undefined ? '' : `, ${name}`}` : shown;
}

function stateWords(one: Subscription, last: Post | undefined): string {
  const run = isZone(one.schedule.zone) ? comingRun(one, last) : undefined;
  if (one.state !== 'on' || run === undefined) return `${one.state}, ${sayWhen(one)}`;
  return `next on ${sayNext(run, one)}`;
}
