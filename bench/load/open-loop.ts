import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** A timer of Node is late by up to so many milliseconds; from then on the clock is watched. */
const watchMs = 2;

export interface Load {
  count: number;
  perSecond: number;
}

/**
 * Calls `send` with each item and the moment that it is planned for (`performance.now`), so many times a second, however long
 * the answers take. Resolves with the answers.
 */
export async function openLoop<Item, Answer>(
  { items, perSecond }: Pick<Load, 'perSecond'> & { items: readonly Item[] },
  send: (item: Item, planned: number) => Promise<Answer>,
): Promise<Answer[]> {
  const start = performance.now() + watchMs;
  const sent: Promise<Answer>[] = [];
  for (const [index, item] of items.entries()) {
    const planned = start + (index * 1000) / perSecond;
    await until(planned);
    const answer = send(item, planned);
    // The end tells of a failure; without this Node would not wait for it.
    answer.catch(() => {});
    sent.push(answer);
  }
  return Promise.all(sent);
}

async function until(moment: number): Promise<void> {
  const asleep = moment - performance.now() - watchMs;
  if (asleep >= 1) await wait(asleep);
  // Not a loop that blocks, so that answers are noticed when they come.
  while (performance.now() < moment) await nextTurn();
}
