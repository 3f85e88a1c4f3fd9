import type { Desk } from './desk.ts';
import { codes, refusalOf, refusalText } from './trouble.ts';

/**
 * Says something to Discord. What it refuses is written down, since nobody can be told then.
 *
 * @param again for what Discord had taken already: its receipt can get lost on the way, and discord.js asks once more
 */
export async function tell(
  desk: Desk,
  say: () => Promise<void>,
  again: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    await say();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === codes.alreadyAcknowledged) await tell(desk, again);
    else if (refusal === undefined) desk.note(error, 'an answer to Discord');
    else desk.log.warn({ refusal }, `An answer was lost. ${refusalText(refusal)}`);
  }
}
