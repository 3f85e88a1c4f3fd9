import type { Log } from '../../chat/log.ts';
import type { Profile } from './told.ts';
import { type Refusal, refusalOf, refusedText } from './trouble.ts';

/** What Slack tells of people. */
export interface Profiles {
  /** Never rejects. What Slack does not tell, the log says too. */
  of(person: string): Promise<Asked>;
}

/** Of a person: a profile, what Slack refused, or nothing while it cannot be reached. */
export interface Asked {
  profile?: Profile;
  refusal?: Refusal;
}

/** A zone or a role changes seldom, and a dialog asks for both a few times in a row. */
const rememberMs = 5 * 60_000;
const maxKept = 1_000;

interface Kept {
  asked: Promise<Asked>;
  until: number;
}

/** Asks for each person once in a while. `clock` is monotonic, in milliseconds. */
export function createProfiles(
  ask: (person: string) => Promise<Profile>,
  { clock, log }: { clock: () => number; log: Log },
): Profiles {
  const kept = new Map<string, Kept>();
  let told = false;

  async function look(person: string): Promise<Asked> {
    try {
      return { profile: await ask(person) };
    } catch (error) {
      const refusal = refusalOf(error);
      // Whoever mends it and tries again is not to wait.
      kept.delete(person);
      if (refusal?.error !== 'missing_scope' || !told) {
        const why = refusal === undefined ? 'Slack cannot be reached.' : refusedText(refusal);
        log.warn({ err: error }, `Nothing is known of the person who asks. ${why}`);
      }
      told ||= refusal?.error === 'missing_scope';
      return refusal === undefined ? {} : { refusal };
    }
  }

  return {
    of(person) {
      const now = clock();
      const known = kept.get(person);
      if (known !== undefined && known.until > now) return known.asked;
      kept.delete(person);
      const [oldest] = kept.keys();
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
      const asked = look(person);
      kept.set(person, { asked, until: now + rememberMs });
      return asked;
    },
  };
}
