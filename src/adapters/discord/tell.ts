import type { Desk } from './desk.ts';
import { codes, isTooLate, refusalOf, refusalText } from './trouble.ts';

/**
 * What became of something that was said to Discord: it was said, it had been said before, nobody waits for it any more, Discord
 * does not take what was said, or Discord could not be reached.
 */
export type Outcome = 'said' | 'repeated' | 'late' | 'refused' | 'unreached';

/** Says something to Discord, and writes down what it does not take. `pauses` are those before further attempts, in milliseconds. */
export async function tell(
  desk: Desk,
  say: () => Promise<void>,
  pauses: readonly number[] = [],
): Promise<Outcome> {
  for (const pause of [...pauses, undefined]) {
    try {
      await say();
      return 'said';
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) {
        desk.log.warn({ refusal }, `Discord did not take an answer. ${refusalText(refusal)}`);
        if (refusal.code === codes.alreadyAcknowledged) return 'repeated';
        return isTooLate(refusal) ? 'late' : 'refused';
      }
      if (pause === undefined) desk.note(error, 'an answer to Discord');
      else await desk.wait(pause);
    }
  }
  return 'unreached';
}
