import { nearest } from '../catalog/nearest.ts';
import type { Access, Args, Caller, Command } from '../chat/command.ts';
import { type Block, code, heading, list, type Message, message, quiet, text } from '../chat/reply.ts';
import { sayDate, sayRuns } from '../daily/say.ts';
import { isZone } from '../daily/zones.ts';
import { countPosts, type Post } from '../store/posts.ts';
import { type Subscription, subscriptionFor } from '../store/subscriptions.ts';
import { settingsAction } from './daily-carry.ts';
import { lookAt, noZone } from './daily-change.ts';
import { buttonsOf, dailyButton, nothingHere } from './daily-here.ts';
import { forOf, forOption } from './daily-options.ts';
import { countBlocks, outcomeBlock } from './daily-outcome.ts';
import { comingRun, sayNext, settingLines, todayIn, troubleBlocks } from './daily-say.ts';
import { nameOf, noPlace, type Whose, whoseOf } from './daily-whose.ts';
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
    const seen = await deps.store.read(async (db) => {
      const { one, last } = await lookAt(db, whose);
      if (one === undefined) return undefined;
      const unknown = await countPosts(db, one.id, 'unknown', now.subtract({ hours: 30 * 24 }));
      return { one, last, unknown };
    });
    if (seen === undefined) return nothingHereBut(whose, caller, deps);
    return statusOf({ ...seen, whose, access: await accessOf(caller, whose) }, deps, now);
  },
};

interface Seen {
  one: Subscription;
  last: Post | undefined;
  unknown: number;
  whose: Whose;
  access: Access;
}

function statusOf({ one, last, unknown, whose, access }: Seen, deps: Deps, now: Temporal.Instant): Message {
  if (!isZone(one.schedule.zone)) return message(...troubleBlocks(one), ...noZone(one, whose));
  const today = todayIn(one, now);
  return message(
    heading(`The daily post for ${nameOf(whose)}`),
    ...troubleBlocks(one),
    stateBlock(one, last, today),
    list(...settingLines(one, deps)),
    ...runBlocks(one, last, now),
    last === undefined ? undefined : outcomeBlock(last, today),
    quiet(
      `Switched on by ${one.ownerName ?? (one.owner === undefined ? 'somebody who has left' : 'somebody')}.`,
    ),
    ...countBlocks(unknown, one.missed),
    ...(access.obstacle?.blocks ?? []).filter(({ type }) => type !== 'actions'),
    ...access.lacks.map((lack) => quiet(`I lack ${lack}`)),
    buttonsOf(...buttonsFor(one, last, whose)),
  );
}

function stateBlock(one: Subscription, last: Post | undefined, today: Temporal.PlainDate): Block {
  const { zone } = one.schedule;
  switch (one.state) {
    case 'on': {
      const run = comingRun(one, last);
      return text(run === undefined ? `On (${zone}).` : `On. The next post comes on ${sayNext(run, one)}.`);
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

/** From the run that comes next, which may be later than the schedule alone says. */
function runBlocks(one: Subscription, last: Post | undefined, now: Temporal.Instant): Block[] {
  const run = comingRun(one, last);
  if (run === undefined) return [];
  const lines = sayRuns(one.schedule, now, 3);
  const [first] = sayRuns(one.schedule, run.at.subtract({ milliseconds: 1 }), 1);
  const asPlanned = first !== undefined && lines[0]?.startsWith(first) === true;
  const shown = asPlanned ? lines : sayRuns(one.schedule, run.at.subtract({ milliseconds: 1 }), 3);
  return [heading('The next three', 2), list(...shown)];
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

async function accessOf(caller: Caller, { own }: Whose): Promise<Access> {
  return (own ? undefined : await caller.access?.()) ?? { lacks: [] };
}

/** Somebody may look for their own where the channel has none. */
async function nothingHereBut(whose: Whose, caller: Caller, { store }: Deps): Promise<Message> {
  const mine = whose.own ? undefined : whoseOf(caller, 'me');
  const own = mine && (await store.read((db) => subscriptionFor(db, mine)));
  const { blocks } = nothingHere(whose);
  if (mine === undefined || own === undefined || own.state === 'off') return message(...blocks);
  return message(
    ...blocks,
    quiet('You have one of your own: type ', code('daily status me'), '.'),
    buttonsOf(dailyButton(mine, 'My own', 'status')),
  );
}

function noSuchPart(other: string, { commands }: Deps): Message {
  const parts = commands.filter(({ group }) => group === 'daily');
  const names = parts.map(({ name }) => name);
  const [first = ''] = other.split(' ');
  const near = nearest(first, names);
  const run = (name: string) => ({
    label: `daily ${name}`,
    action: { command: `daily ${name}`, args: {} satisfies Args, mode: 'reply' as const },
  });
  return message(
    heading('Which part of daily?'),
    text(`daily has ${names.join(', ')}, and nothing called “${first.slice(0, 40).toWellFormed()}”.`),
    buttonsOf(...(near === undefined ? [] : [{ ...run(near), style: 'primary' as const }]), run('status')),
  );
}
