import { placeKey, talliesBy, talliesIn } from '../store/marks.ts';
import type { Subscription } from '../store/subscriptions.ts';
import type { Db } from '../store/tables.ts';
import type { Tallies } from '../study/marks.ts';

/** What steers the posts of a channel or person: what its members marked there, or the person anywhere. */
export async function talliesFor(
  db: Db,
  { target, owner }: Pick<Subscription, 'target' | 'owner'>,
): Promise<Tallies> {
  const none: Tallies = new Map();
  if (target.type === 'channel') return (await talliesIn(db, [target])).get(placeKey(target)) ?? none;
  return owner === undefined ? none : ((await talliesBy(db, [owner])).get(owner) ?? none);
}
