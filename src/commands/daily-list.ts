import type { Caller, Command } from '../chat/command.ts';
import {
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
import { lastOutcome, mostLeftOut, outcomeWords } from './daily-outcome.ts';
import { comingRun, sayNext, sayWhen, todayIn, troubleBlocks } from './daily-say.ts';
import { noPlace, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';
import { typed } from './typed-line.ts';

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
    return listOf(await entriesFor(caller, whose, { deps, now }), whose, { deps, now });
  },
};

interface Asked {
  deps: Deps;
  now: Temporal.Instant;
}

interface Entry {
  one: Subscription;
  /** The newest, which may be one that was left out ahead. */
  last: Post | undefined;
  outcome: Post | undefined;
  here: boolean;
}

/** The one here first. Others' channels are nobody's business. */
async function entriesFor({ person }: Caller, whose: Whose, { deps, now }: Asked): Promise<Entry[]> {
  return deps.store.read(async (db) => {
    const here = await subscriptionFor(db, whose);
    const own = await subscriptionsOf(db, person);
    const shown =
      here === undefined || here.state === 'off' ? own : [here, ...own.filter(({ id }) => id !== here.id)];
    const entries: Entry[] = [];
    for (const one of shown.slice(0, most)) {
      const posts = await postsOf(db, one.id, mostLeftOut);
      const outcome = lastOutcome(posts, now);
      entries.push({ one, last: posts[0], outcome, here: one.id === here?.id });
    }
    return entries;
  });
}

/** What fits a message. */
const most = 20;

function listOf(entries: readonly Entry[], whose: Whose, { deps, now }: Asked): Message {
  if (entries.length === 0) {
    return message(
      heading('Nothing is switched on'),
      text(
        'Neither here, nor anywhere else by you. Type ',
        typed(deps, 'daily on'),
        ' to see what it would be.',
      ),
      buttonsOf({ ...dailyButton(whose, 'See it', 'on'), style: 'primary' }),
    );
  }
  return message(
    heading('Daily posts'),
    ...entries.filter(({ here }) => here).flatMap(({ one }) => troubleBlocks(one, deps)),
    list(...entries.map((entry) => lineOf(entry, now))),
    quiet('Change each where it is posted: ', typed(deps, 'daily status'), '.'),
    buttonsOf(dailyButton(whose, 'Status here', 'status')),
  );
}

function lineOf({ one, last, outcome, here }: Entry, now: Temporal.Instant): Inline[] {
  const stopped = one.trouble === undefined || here ? '' : ` – stopped: ${one.trouble.mend}`;
  return [
    strong(titleOf(one, here)),
    plain(` – ${stateWords(one, last)}${stopped}`),
    ...outcomeInlines(one, outcome, now),
  ];
}

function outcomeInlines(one: Subscription, last: Post | undefined, now: Temporal.Instant): Inline[] {
  if (last === undefined) return [];
  const known = isZone(one.schedule.zone);
  const day = known ? sayDate(Temporal.PlainDate.from(last.date), todayIn(one, now)) : last.date;
  const named = last.url === undefined ? plain(day) : link(day, last.url);
  return [plain(' – last: '), named, plain(` ${outcomeWords(last)}`)];
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
