import type pg from 'pg';
import type { Poster } from '../../src/chat/poster.ts';
import { message, text } from '../../src/chat/reply.ts';
import { usual } from '../../src/daily/timing.ts';

/** As many as our sender claims at once. */
const batch = 32;

const claim = `with c as materialized (
    select id from post
    where platform = 'discord' and state in ('pending', 'sending', 'uncertain') and run_at <= $1
      and (lease_until is null or lease_until <= $1)
    order by run_at, id limit ${batch} for update skip locked
  )
  update post set state = 'sending', attempts = attempts + 1, lease_owner = $2, lease_until = $1 + ${usual.leaseMs}
  where id in (select id from c) returning id, subscription_id`;
const settle = `update post set state = 'sent', message_id = id, message_channel = 'c', lease_until = null
  where id = any($1) and lease_owner = $2 and state = 'sending'`;
const posting = message(text('A step'));

/** Sends all that is due as a loop by hand would: claims some for as long as a lease, posts them, and settles them. */
export async function sendAll(client: pg.Client, poster: Poster): Promise<number> {
  let sent = 0;
  for (let round = 0; ; round++) {
    const owner = `round ${round}`;
    const { rows } = await client.query<{ id: string; subscription_id: string }>({
      ...{ name: 'claim', text: claim, values: [Date.now(), owner] },
    });
    if (rows.length === 0) return sent;
    await Promise.all(rows.map((row) => post(poster, row)));
    const settled = await client.query({
      ...{ name: 'settle', text: settle, values: [rows.map(({ id }) => id), owner] },
    });
    sent += settled.rowCount ?? 0;
  }
}

function post(poster: Poster, { id, subscription_id }: { id: string; subscription_id: string }) {
  const target = { type: 'channel', workspace: 'school', channel: subscription_id } as const;
  return poster.post(target, { id, message: posting }, usual.timeoutMs);
}
