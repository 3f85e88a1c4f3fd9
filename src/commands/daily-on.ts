import type { Access, Args, Caller, Command } from '../chat/command.ts';
import { type Message, message, quiet, type Reply, text } from '../chat/reply.ts';
import { isZone, suggestZones } from '../daily/zones.ts';
import { personId } from '../store/people.ts';
import { type Subscription, subscriptionFor } from '../store/subscriptions.ts';
import { fits } from './daily-carry.ts';
import { confirmDaily } from './daily-confirm.ts';
import { talliesFor } from './daily-marks.ts';
import { settingsForm } from './daily-on-form.ts';
import { problemsReply, proposalReply } from './daily-on-preview.ts';
import { forOf, forOption } from './daily-options.ts';
import { changedSettings } from './daily-problem.ts';
import { readSettings } from './daily-read.ts';
import { type Settings, settingsOf, unpackSettings, usualSettings } from './daily-settings.ts';
import { mayChange, mayNot, noPlace, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, textOf } from './options.ts';

export const dailyOn: Command<Deps> = {
  name: 'on',
  group: 'daily',
  summary: 'Switch on a post a day for this channel, or for yourself',
  examples: [
    'daily on',
    'daily on 9am Berlin weekdays',
    'daily on time:17:30 minutes:30 mode:topic:docker',
    'daily on me',
  ],
  options: [
    forOption,
    { name: 'time', type: 'text', summary: 'such as 09:00 or 9am', maxLength: 60 },
    {
      name: 'zone',
      type: 'text',
      summary: 'whose clock: a city such as Berlin',
      maxLength: 80,
      async suggest(prefix, _context, limit) {
        return suggestZones(prefix, limit).map((zone) => ({ label: zone, value: zone }));
      },
    },
    {
      name: 'days',
      type: 'text',
      summary: 'weekdays, daily, or Mon, Wed and Fri',
      maxLength: 100,
      async suggest(prefix, _context, limit) {
        const typed = prefix.trim().toLowerCase();
        return usualDays
          .filter((days) => days.toLowerCase().startsWith(typed))
          .slice(0, limit)
          .map((days) => ({ label: days, value: days }));
      },
    },
    {
      name: 'mode',
      type: 'text',
      summary: 'path, practice, random, or a topic',
      maxLength: 100,
      async suggest(prefix, { deps }, limit) {
        return suggestModes(prefix, deps, limit);
      },
    },
    // The command itself says what it takes: whoever gives 5 is to be told, and not to get 10.
    { name: 'minutes', type: 'integer', summary: 'at most so long, 10 to 120', min: 0, max: 1_440 },
    {
      name: 'advance',
      type: 'text',
      summary: 'days, marks, or marks:3/5 (3 Done or 5 posts)',
      maxLength: 40,
    },
    { name: 'ping', type: 'role', summary: 'who is called with each post' },
    { name: 'thread', type: 'boolean', summary: 'open a thread under each post' },
    { name: 'when', type: 'text', summary: 'any of it in your own words', rest: true, hidden: true },
    { name: 'set', type: 'text', summary: 'all settings in short', hidden: true },
    { name: 'sure', type: 'boolean', summary: 'switch it on without asking first', hidden: true },
    { name: 'form', type: 'boolean', summary: 'ask in a dialog', hidden: true },
  ],
  visibility: alwaysPrivate,
  opens: (args) => (args.form === true ? 'form' : 'reply'),
  async run(args, { caller, now, deps }) {
    if (args.form === true) return settingsForm(args);
    const carried = unpackSettings(textOf(args, 'set'));
    const whose = whoseOf(caller, forOf(args) ?? carried?.for);
    if (whose === undefined) return noPlace(caller, deps);
    if (!(await mayChange(caller, whose))) return mayNot(whose);
    const access = await accessOf(caller, whose);
    if (access.obstacle !== undefined) return obstructed(access.obstacle, args);
    const existing = await deps.store.read((db) => subscriptionFor(db, whose));
    return answer(args, { caller, now, deps }, { whose, carried, existing, access });
  },
};

interface Found {
  whose: Whose;
  carried: Settings | undefined;
  existing: Subscription | undefined;
  access: Access;
}

async function answer(
  args: Args,
  { caller, now, deps }: { caller: Caller; now: Temporal.Instant; deps: Deps },
  { whose, carried, existing, access }: Found,
): Promise<Reply> {
  const kept = carried ?? (existing && settingsOf(existing));
  const known = kept !== undefined && isZone(kept.schedule.zone);
  const { zone, from } = known ? { zone: kept.schedule.zone, from: '' } : await zoneOf(caller, deps);
  const base = kept === undefined ? usualSettings(zone) : changedSettings(kept, { zone });
  const { platform } = whose;
  const { settings: said, problems, saidZone } = readSettings(args, base, { deps, platform });
  const settings = whose.own ? amongTwo(said) : said;
  if (problems.length > 0) return problemsReply(problems, { whose, settings });
  if (args.sure === true) return confirmDaily({ whose, settings, caller, now }, deps);
  const owner = personId(caller.person);
  const marks = await deps.store.read((db) => talliesFor(db, { target: whose.target, owner }));
  const { name } = caller;
  return proposalReply(
    {
      whose,
      settings,
      zoneFrom: saidZone ? '' : from,
      ...(existing === undefined ? {} : { existing }),
      marks,
      ...(name === undefined ? {} : { ownerName: name }),
      lacks: access.lacks,
    },
    deps,
    now,
  );
}

/** In direct messages there is nobody to call, and nobody to talk with. */
function amongTwo(settings: Settings): Settings {
  return changedSettings(settings, { ping: {}, thread: false });
}

const usualDays = ['weekdays', 'every day', 'weekends', 'Mon, Wed and Fri', 'Tue and Thu', 'Mon'];

function suggestModes(prefix: string, { search, catalog }: Deps, limit: number) {
  const typed = prefix.trim().toLowerCase();
  const plain = ['path', 'practice', 'random'].filter((mode) => mode.startsWith(typed));
  const asked = typed.replace(/^topic[:\s]*/, '');
  const ids = search.suggest(asked, 100).flatMap(({ type, id }) => (type === 'resource' ? [] : [id]));
  const topics = [...new Set(ids)].flatMap((id) => catalog.topic(id) ?? []);
  return [
    ...plain.map((mode) => ({ label: mode, value: mode })),
    ...topics
      .filter(({ steps }) => steps.length > 0)
      .map(({ id, title }) => ({ label: `Topic: ${title}`.slice(0, 100), value: `topic:${id}` })),
  ].slice(0, limit);
}

async function zoneOf(caller: Caller, { daily }: Deps): Promise<{ zone: string; from: string }> {
  const told = caller.zone ?? (await caller.findZone?.());
  if (told !== undefined && isZone(told)) return { zone: told, from: 'from your profile' };
  const { defaultZone } = daily;
  if (defaultZone !== undefined) return { zone: defaultZone, from: 'from DEFAULT_TIME_ZONE' };
  return { zone: 'UTC', from: 'since nobody said another: add zone:Berlin, say' };
}

/** In direct messages nothing is in the way that one could see. */
async function accessOf(caller: Caller, whose: Whose): Promise<Access> {
  if (whose.own) return { lacks: [] };
  const access = (await caller.access?.()) ?? { lacks: [] };
  if (access.obstacle !== undefined || caller.place?.kind !== 'other') return access;
  return { ...access, obstacle: noChannel };
}

const noChannel = message(
  text(
    'I cannot write here by myself. Switch it on in a text channel, in a thread, or in direct messages to me.',
  ),
);

function obstructed(obstacle: Message, args: Args): Message {
  const action = { command: 'daily on', args, mode: 'update' as const };
  return message(...obstacle.blocks, quiet('Nothing was switched on. When it is mended, try again.'), {
    type: 'actions',
    buttons: [
      { label: 'Try again', action: fits(action) ? action : { ...action, args: {} }, style: 'primary' },
      { label: 'One for me instead', action: { command: 'daily on', args: { for: 'me' }, mode: 'reply' } },
    ],
  });
}
