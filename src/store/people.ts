import type { Caller } from '../chat/command.ts';
import type { Db } from './tables.ts';

export type Person = Caller['person'];
/** A channel of a guild, enterprise or team. */
export type Place = Pick<NonNullable<Caller['place']>, 'workspace' | 'channel'>;

/** "slack:T1/U2". The same person in every server. */
export function personId({ platform, id }: Person): string {
  return `${platform}:${id}`;
}

/** Makes sure that the person is known, and where, if there is a place. */
export async function meet(
  db: Db,
  person: Person,
  place: Place | undefined,
  at: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto('person')
    .values({ id: personId(person), platform: person.platform, first_seen_at: at.epochMilliseconds })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  if (place === undefined) return;
  await db
    .insertInto('membership')
    .values({
      person_id: personId(person),
      workspace: place.workspace,
      channel: place.channel,
      since: at.epochMilliseconds,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'workspace', 'channel']).doNothing())
    .execute();
}

/** The person is no longer there; what they marked stays. */
export async function leave(db: Db, person: Person, { workspace, channel }: Place): Promise<void> {
  await db
    .deleteFrom('membership')
    .where('person_id', '=', personId(person))
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .execute();
}

/** Where a person has used the bot, sorted. */
export async function placesOf(db: Db, person: Person): Promise<Place[]> {
  return db
    .selectFrom('membership')
    .select(['workspace', 'channel'])
    .where('person_id', '=', personId(person))
    .orderBy('workspace')
    .orderBy('channel')
    .execute();
}

/** Ids of those who have used the bot in a place, sorted. */
export async function membersOf(db: Db, { workspace, channel }: Place): Promise<string[]> {
  const rows = await db
    .selectFrom('membership')
    .select('person_id')
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Takes a person out of the store, with everything that they marked. */
export async function forget(db: Db, person: Person): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('person')
    .where('id', '=', personId(person))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
