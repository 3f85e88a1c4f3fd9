import type { Access, Args, Caller, Command } from '../chat/command.ts';
import { type Button, type Message, message, quiet, type Reply, text } from '../chat/reply.ts';
import { isZone, suggestZones } from '../daily/zones.ts';
import { personId } from '../store/people.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { fits } from './daily-carry.ts';
import { lookAt } from './daily-change.ts';
import { confirmDaily } from './daily-confirm.ts';
import { mayNot } from './daily-here.ts';
import { talliesFor } from './daily-marks.ts';
import { settingsForm } from './daily-on-form.ts';
import { type Proposal, problemsReply, proposalReply } from './daily-on-preview.ts';
import { forOf, forOption } from './daily-options.ts';
import { type Carried, unpackSettings } from './daily-pack.ts';
import { changedSettings } from './daily-problem.ts';
import { readSettings } from './daily-read.ts';
import { type Settings, settingsOf, usualSettings } from './daily-settings.ts';
import { mayChange, noPlace, oneForMe, type Whose, whoseOf } from './daily-whose.ts';
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
    const permission = await mayChange(caller, whose);
    if (!permission.may) return mayNot(permission.says, whose, deps);
    const access = await accessOf(caller, whose);
    if (access.obstacle !== undefined) return obstructed(access.obstacle, access, args);
    const there = await deps.store.read((db) => lookAt(db, whose));
    return answer(args, { caller, now, deps }, { whose, carried, access, ...there });
  },
};

interface Asking {
  caller: Caller;
  now: Temporal.Instant;
  deps: Deps;
}

interface Found {
  whose: Whose;
  carried: Carried | undefined;
  access: Access;
  one?: Subscription;
  last?: Post;
}

async function answer(args: Args, asking: Asking, found: Found): Promise<Reply> {
  const { caller, now, deps } = asking;
  const { whose, carried, one } = found;
  const kept = carried ?? (one && settingsOf(one));
  const known = kept !== undefined && isZone(kept.schedule.zone);
  const { zone, from } = known ? { zone: kept.schedule.zone, from: '' } : await zoneOf(caller, deps);
  const base = kept === undefined ? usualSettings(zone) : changedSettings(kept, { zone });
  const { settings: said, problems, saidZone } = readSettings(args, base, { deps, whose });
  const settings = whose.own ? amongTwo(said) : said;
  if (problems.length > 0) return problemsReply(problems, { whose, settings });
  const zoneFrom = saidZone ? '' : from;
  // What a button carries must be what was shown.
  const asShown = args.set === undefined || (carried !== undefined && known);
  if (args.sure !== true || !asShown) return proposal({ ...found, settings, zoneFrom }, asking);
  const done = await confirmDaily({ whose, settings, was: carried?.was, caller, now }, deps);
  if (done !== undefined) return done;
  const there = await deps.store.read((db) => lookAt(db, whose));
  return proposal({ ...found, ...there, settings, zoneFrom, changedMeanwhile: true }, asking);
}

async function proposal(
  {
    whose,
    one,
    ...shown
  }: Found & Pick<Proposal, 'settings' | 'zoneFrom'> & Pick<Partial<Proposal>, 'changedMeanwhile'>,
  { caller, now, deps }: Asking,
): Promise<Reply> {
  const owner = personId(caller.person);
  const marks = await deps.store.read((db) => talliesFor(db, { target: whose.target, owner }));
  const existing = one === undefined ? {} : { existing: one };
  const ownerName = caller.name === undefined ? {} : { ownerName: caller.name };
  return proposalReply({ ...shown, whose, ...existing, marks, ...ownerName }, deps, now);
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
  return { zone: 'UTC', from: 'since I do not know yours: press Change to say another' };
}

/** In direct messages nothing is in the way that one could see. */
async function accessOf(caller: Caller, whose: Whose): Promise<Access> {
  if (whose.own) return { lacks: [] };
  const access = (await caller.access?.()) ?? { lacks: [] };
  if (access.obstacle !== undefined || caller.place?.kind !== 'other') return access;
  return { ...access, obstacle: noChannel, lasting: true };
}

const noChannel = message(
  text(
    'I cannot write here by myself. Switch it on in a text channel, in a thread, or in direct messages to me.',
  ),
);

function obstructed(obstacle: Message, { lasting }: Access, args: Args): Message {
  const action = { command: 'daily on', args, mode: 'update' as const };
  const again: Button = {
    label: 'Try again',
    action: fits(action) ? action : { ...action, args: {} },
    style: 'primary',
  };
  const then = lasting === true ? '' : ' When it is mended, try again.';
  return message(...obstacle.blocks, quiet(`Nothing was switched on.${then}`), {
    type: 'actions',
    buttons: [...(lasting === true ? [] : [again]), { ...oneForMe, label: 'One for me instead' }],
  });
}
