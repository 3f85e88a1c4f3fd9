import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** A timer of Node is late by up to so many milliseconds; from then on the clock is watched. */
const watchMs = 2;

/**
 * Calls `send` with each number from 0 and the moment that it was planned for (`performance.now`), so many times a second,
 * however long the answers take. Resolves with the answers.
 */
export async function openLoop<T>(
  { count, perSecond }: { count: number; perSecond: number },
  send: (index: number, planned: number) => Promise<T>,
): Promise<T[]> {
  const start = performance.now() + watchMs;
  const sent: Promise<T>[] = [];
  for (let index = 0; index < count; index++) {
    const planned = start + (index * 1000) / perSecond;
    await until(planned);
    const answered = send(index, planned);
    // Told by the end; until then a failure is not forgotten, only not looked at.
    answered.catch(() => {});
    sent.push(answered);
  }
  return Promise.all(sent);
}

async function until(moment: number): Promise<void> {
  const asleep = moment - performance.now() - watchMs;
  if (asleep >= 1) await wait(asleep);
  // Not a loop that blocks: answers must be noticed when they come.
  while (performance.now() < moment) await nextTurn();
}
