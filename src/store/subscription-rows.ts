import * as z from 'zod';
import type { Target } from '../chat/poster.ts';
import { readCursor, writeCursor } from '../study/cursor.ts';
import type { PostOptions, Subscription, Trouble } from './subscriptions.ts';
import type { Tables } from './tables.ts';

type Row = Tables['subscription'];

const modeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('path') }),
  z.strictObject({ type: z.literal('topic'), topic: z.string() }),
  z.strictObject({ type: z.literal('practice') }),
  z.strictObject({ type: z.literal('random') }),
]);

const optionsSchema = z.object({
  mode: modeSchema,
  minutes: z.int(),
  advance: z.strictObject({ by: z.enum(['days', 'marks']), marks: z.int(), days: z.int() }),
  ping: z.string().exactOptional(),
  thread: z.boolean(),
});

const troubleSchema = z.object({ code: z.string(), mend: z.string(), at: z.int() });

/** How the store keeps a target, in the order of its unique key. */
export function targetColumns(target: Target): Pick<Row, 'workspace' | 'kind' | 'target'> {
  return {
    workspace: target.workspace,
    kind: target.type,
    target: target.type === 'channel' ? target.channel : target.person,
  };
}

export function rowOf(one: Subscription): Row {
  return {
    id: one.id,
    platform: one.platform,
    ...targetColumns(one.target),
    name: one.name ?? null,
    owner: one.owner ?? null,
    owner_name: one.ownerName ?? null,
    ...scheduleColumns(one.schedule),
    options: JSON.stringify(one.options),
    state: one.state,
    paused_until: one.pausedUntil ?? null,
    next_due_at: one.next?.at.epochMilliseconds ?? null,
    next_local_date: one.next?.date ?? null,
    cursor: writeCursor(one.cursor),
    announced: one.announced ? 1 : 0,
    trouble: one.trouble === undefined ? null : troubleText(one.trouble),
    tell_at: null,
    missed: one.missed,
    created_at: one.createdAt.epochMilliseconds,
    version: one.version,
  };
}

export function scheduleColumns({ time, zone, weekdays }: Subscription['schedule']) {
  return { local_time: time, time_zone: zone, weekdays };
}

export function troubleText({ code, mend, at }: Trouble): string {
  return JSON.stringify({ code, mend, at: at.epochMilliseconds });
}

export function subscriptionOf(row: Row): Subscription {
  const trouble = row.trouble === null ? undefined : troubleSchema.parse(JSON.parse(row.trouble));
  return {
    id: row.id,
    platform: row.platform,
    target: targetOf(row),
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.owner === null ? {} : { owner: row.owner }),
    ...(row.owner_name === null ? {} : { ownerName: row.owner_name }),
    schedule: { time: row.local_time, zone: row.time_zone, weekdays: row.weekdays },
    options: optionsOf(row),
    state: row.state,
    ...(row.paused_until === null ? {} : { pausedUntil: row.paused_until }),
    ...(row.next_due_at === null || row.next_local_date === null
      ? {}
      : { next: { date: row.next_local_date, at: moment(row.next_due_at) } }),
    cursor: readCursor(row.cursor),
    announced: row.announced === 1,
    ...(trouble === undefined ? {} : { trouble: { ...trouble, at: moment(trouble.at) } }),
    missed: row.missed,
    createdAt: moment(row.created_at),
    version: row.version,
  };
}

function optionsOf({ options }: Row): PostOptions {
  return optionsSchema.parse(JSON.parse(options));
}

function targetOf({ workspace, kind, target }: Row): Target {
  return kind === 'channel'
    ? { type: 'channel', workspace, channel: target }
    : { type: 'person', workspace, person: target };
}

function moment(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
