import type { Access, Command } from '../chat/command.ts';
import { type Block, heading, list, type Message, message, quiet, strong, text } from '../chat/reply.ts';
import { sayDate } from '../daily/say.ts';
import { isZone } from '../daily/zones.ts';
import { countPosts, type Post, postsOf } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { settingsAction } from './daily-carry.ts';
import { lookAt, noZone } from './daily-change.ts';
import { buttonsOf, dailyButton, nothingHere } from './daily-here.ts';
import { noSuchPart } from './daily-no-part.ts';
import { forOf, forOption } from './daily-options.ts';
import { countBlocks, lackBlocks, lastOutcome, mostLeftOut, outcomeBlock } from './daily-outcome.ts';
import { comingRun, nextLines, sayNext, settingLines, todayIn, troubleBlocks } from './daily-say.ts';
import { mayChange, nameOf, noPlace, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';

export const dailyStatus: Command<Deps> = {
  name: 'status',
  group: 'daily',
  summary: 'When the next posts come, what became of the last, and what is missing',
  words: [{ word: 'daily' }],
  examples: ['daily status', 'daily'],
  options: [
    forOption,
    {
      name: 'other',
      type: 'text',
      summary: 'words after daily that name no part of it',
      rest: true,
      hidden: true,
    },
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const other = textOf(args, 'other');
    if (other !== '') return noSuchPart(other, deps);
    const whose = whoseOf(caller, forOf(args));
    if (whose === undefined) return noPlace(caller, deps);
    const permission = await mayChange(caller, whose);
    const seen = await deps.store.read(async (db) => {
      const { one, last } = await lookAt(db, whose);
      if (one === undefined) return nothingHere(db, { whose, caller, permission }, deps);
      const outcome = lastOutcome(await postsOf(db, one.id, mostLeftOut), now);
      const unknown = await countPosts(db, one.id, 'unknown', now.subtract({ hours: 30 * 24 }));
      return { one, last, outcome, unknown };
    });
    if ('type' in seen) return seen;
    const access = (whose.own ? undefined : await caller.access?.()) ?? { lacks: [] };
    return statusOf({ ...seen, whose, access, may: permission.may }, deps, now);
  },
};

interface Seen {
  one: Subscription;
  /** The newest, which may be one that was left out ahead. */
  last: Post | undefined;
  outcome: Post | undefined;
  unknown: number;
  whose: Whose;
  access: Access;
  may: boolean;
}

function statusOf(seen: Seen, deps: Deps, now: Temporal.Instant): Message {
  const { one, last, outcome, unknown, whose, access, may } = seen;
  if (!isZone(one.schedule.zone)) return message(...troubleBlocks(one, deps), ...noZone(one, whose));
  const since = sayDate(one.createdAt.toZonedDateTimeISO(one.schedule.zone).toPlainDate(), todayIn(one, now));
  const today = todayIn(one, now);
  return message(
    heading(`The daily post for ${nameOf(whose)}`),
    ...stoppedBlocks(one, seen, deps),
    stateBlock(one, { last, today, now }),
    list(...settingLines(one, deps)),
    ...runBlocks(one, last, now),
    outcome === undefined ? undefined : outcomeBlock(outcome, today),
    whose.own ? undefined : ownerBlock(one),
    ...countBlocks({ unknown, missed: one.missed, since }),
    ...lackBlocks(access, one.options),
    buttonsOf(...(may ? buttonsFor(one, last, whose) : [dailyButton(whose, 'Preview', 'preview')])),
  );
}

function ownerBlock({ owner, ownerName }: Subscription): Block {
  return quiet(
    `Switched on by ${ownerName ?? (owner === undefined ? 'somebody who has left' : 'somebody')}.`,
  );
}

function stateBlock(
  one: Subscription,
  { last, today, now }: { last: Post | undefined; today: Temporal.PlainDate; now: Temporal.Instant },
): Block {
  const { zone } = one.schedule;
  switch (one.state) {
    case 'on': {
      const run = comingRun(one, last);
      return text(
        run === undefined ? `On (${zone}).` : `On. The next post comes on ${sayNext(run, one, now)}.`,
      );
    }
    case 'paused': {
      const until = one.pausedUntil;
      const end = until === undefined ? '' : ` until ${sayDate(Temporal.PlainDate.from(until), today)}`;
      return text(`Paused${end} (${zone}).`);
    }
    case 'off':
      return text(`Off (${zone}). Its place on the path is kept.`);
    default:
      return one.state satisfies never;
  }
}

function runBlocks(one: Subscription, last: Post | undefined, now: Temporal.Instant): Block[] {
  const lines = nextLines(one.schedule, comingRun(one, last), now);
  return lines.length === 0 ? [] : [heading('The next three', 2), list(...lines)];
}

/** What stopped it, and whether that still is so. */
function stoppedBlocks(one: Subscription, { access, whose }: Seen, deps: Deps): Block[] {
  const obstacle = (access.obstacle?.blocks ?? []).filter(({ type }) => type !== 'actions');
  if (one.trouble === undefined) return obstacle;
  if (obstacle.length > 0) return [text(strong('The daily post has stopped.')), ...obstacle];
  const told = troubleBlocks(one, deps);
  return whose.own ? told : [...told, quiet('As far as I can see, nothing is in the way now.')];
}

function buttonsFor(one: Subscription, last: Post | undefined, whose: Whose) {
  const own = whose.own ? 'me' : 'channel';
  const change = settingsAction(one, own, { form: true, mode: 'form' });
  const next = comingRun(one, last);
  const changing = change === undefined ? [] : [{ label: 'Change', action: change }];
  switch (one.state) {
    case 'on':
      return [
        dailyButton(whose, 'Preview', 'preview'),
        ...changing,
        dailyButton(whose, 'Pause', 'pause'),
        ...(next === undefined
          ? []
          : [dailyButton(whose, 'Skip the next', 'skip', { date: next.date.toString() })]),
        dailyButton(whose, 'Off', 'off'),
      ];
    case 'paused':
      return [
        { ...dailyButton(whose, 'Resume', 'resume'), style: 'primary' as const },
        ...changing,
        dailyButton(whose, 'Preview', 'preview'),
        dailyButton(whose, 'Off', 'off'),
      ];
    case 'off':
      return [{ ...dailyButton(whose, 'On again', 'on'), style: 'primary' as const }];
    default:
      return one.state satisfies never;
  }
}
