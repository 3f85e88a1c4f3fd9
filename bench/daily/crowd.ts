import { usual } from '../../src/daily/timing.ts';
import type { Portable } from '../../src/store/portable.ts';
import { rowOf } from '../../src/store/subscription-rows.ts';
import type { Subscription } from '../../src/store/subscriptions.ts';
import type { Tables } from '../../src/store/tables.ts';
import { start } from '../../src/study/cursor.ts';

/** Channels that all want their post now. */
export interface Crowd {
  /** The index of the first one; crowds that do not overlap may stand in one table. */
  from?: number;
  count: number;
  /** Their posts were due within the hour and a half before. */
  now: Temporal.Instant;
}

const zones = [
  ...['Africa/Cairo', 'Africa/Lagos', 'America/Chicago', 'America/Los_Angeles', 'America/New_York'],
  ...['America/Sao_Paulo', 'America/St_Johns', 'Antarctica/Troll', 'Asia/Dubai', 'Asia/Kathmandu'],
  ...['Asia/Kolkata', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Europe/Berlin'],
  ...['Europe/Lisbon', 'Europe/London', 'Pacific/Apia', 'Pacific/Auckland', 'UTC'],
];
/** Times of day in each zone, and minutes between them. */
const times = 12;
const everyMinutes = 7;

/** Ids of the channels, which are as long as Discord's. */
const firstChannel = 100_000_000_000_000_000n;

/** The channel of the subscription with this index. */
export function channelOf(index: number): string {
  return String(firstChannel + BigInt(index));
}

/** A statement for either engine that makes the subscriptions: 20 zones, each with 12 times of day. */
export function crowd({ from = 0, count, now }: Crowd): string {
  const slots = slotsBefore(now);
  const computed = {
    ...{ id: idFrom('0mfsubscr'), target: `cast(${firstChannel} + n.i as text)` },
    ...{ local_time: 'slot.wall', time_zone: 'slot.zone' },
    ...{ next_local_date: 'slot.day', next_due_at: 'slot.due' },
  };
  return insertInto('subscription', templateOf(now), {
    computed,
    given: `with recursive n (i) as (select ${from} union all select i + 1 from n where i + 1 < ${from + count}),
      slot (k, wall, zone, day, due) as (values ${slots.join(', ')})`,
    from: `n join slot on slot.k = n.i % ${slots.length}`,
  });
}

/** Statements that turn the next run of every subscription into a post that waits to be sent. */
export function queued(): string[] {
  const computed = {
    // Those of the two tables may be the same.
    ...{ id: 'id', subscription_id: 'id', platform: 'platform', local_date: 'next_local_date' },
    ...{ due_at: 'next_due_at', run_at: 'next_due_at', expires_at: `next_due_at + ${usual.catchUpMs}` },
  };
  return [
    insertInto('post', waiting, { computed, from: 'subscription where next_due_at is not null' }),
    'update subscription set next_due_at = null, next_local_date = null',
  ];
}

/** A statement that gives every post that waits one of long ago, which was sent. */
export function settledBefore(): string {
  const longMs = 10 * 24 * 60 * 60_000;
  const computed = {
    ...{ id: `'p' || substr(id, 2)`, subscription_id: 'subscription_id', platform: 'platform' },
    ...{ local_date: `'2020-01-01'`, state: `'sent'`, pick: `'plain'`, attempts: '1' },
    ...{ due_at: `due_at - ${longMs}`, run_at: `run_at - ${longMs}`, expires_at: `expires_at - ${longMs}` },
    ...{ first_send_at: `due_at - ${longMs}`, lease_owner: `'abcdefghijkl'` },
    ...{ message_id: 'id', message_channel: 'id' },
  };
  return insertInto('post', waiting, { computed, from: 'post' });
}

/** As (k, wall, zone, day, due). */
function slotsBefore(now: Temporal.Instant): string[] {
  return Array.from({ length: zones.length * times }, (_, k) => {
    const zone = zones[k % zones.length] ?? 'UTC';
    const due = now
      .subtract({ minutes: 1 + everyMinutes * Math.floor(k / zones.length) })
      .toZonedDateTimeISO(zone)
      .round({ smallestUnit: 'minute', roundingMode: 'floor' });
    const wall = due.toPlainTime().toString({ smallestUnit: 'minute' });
    return `(${[k, wall, zone, due.toPlainDate().toString(), due.epochMilliseconds].map(literal).join(', ')})`;
  });
}

/** Ids of 21 characters, as ours are, in an order that is not that of the channels. */
function idFrom(prefix: string): string {
  return `'${prefix}' || cast(100000000000 + (n.i * 7919) % 1000003 as text)`;
}

function templateOf(now: Temporal.Instant): Tables['subscription'] {
  const one: Subscription = {
    ...{ id: '', platform: 'discord', target: { type: 'channel', workspace: 'school', channel: '' } },
    ...{ name: '#general', schedule: { time: '', zone: '', weekdays: 127 }, state: 'on', cursor: start },
    options: {
      mode: { type: 'path' },
      minutes: 20,
      advance: { by: 'days', marks: 1, days: 5 },
      thread: false,
    },
    ...{ announced: false, missed: 0, createdAt: now, version: 1 },
  };
  return rowOf(one);
}

const waiting: Tables['post'] = {
  ...{
    id: '',
    subscription_id: '',
    platform: 'discord',
    local_date: '',
    due_at: 0,
    expires_at: 0,
    run_at: 0,
  },
  ...{ state: 'pending', pick: null, lease_owner: null, lease_until: null, attempts: 0, first_send_at: null },
  ...{ message_id: null, message_channel: null, message_url: null, last_error: null },
};

/** The columns of a post in the order of a row. */
export const postColumns = Object.keys(waiting) as readonly (keyof Tables['post'])[];

/** "insert into … select …", with the values of `row` where nothing is computed. */
function insertInto<Table extends 'post' | 'subscription'>(
  table: Table,
  row: Tables[Table],
  of: { computed: { readonly [Column in keyof Tables[Table]]?: string }; given?: string; from: string },
): string {
  const columns = Object.entries<Portable>({ ...row });
  const values = columns.map(
    ([column, value]) => new Map(Object.entries(of.computed)).get(column) ?? literal(value),
  );
  return `insert into ${table} (${columns.map(([column]) => `"${column}"`).join(', ')}) ${of.given ?? ''}
    select ${values.join(', ')} from ${of.from}`;
}

function literal(value: Portable): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
