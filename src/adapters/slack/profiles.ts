import type { Log } from '../../chat/log.ts';
import type { Profile } from './told.ts';
import { refusalOf, refusedText } from './trouble.ts';

/** What Slack tells of people. */
export interface Profiles {
  /** Undefined when Slack does not tell, which the log then says. */
  of(person: string): Promise<Profile | undefined>;
}

/** A zone or a role changes seldom, and a dialog asks for both a few times in a row. */
const rememberMs = 5 * 60_000;
const maxKept = 1_000;

interface Kept {
  profile: Promise<Profile | undefined>;
  until: number;
}

/** Asks for each person once in a while. `clock` is monotonic, in milliseconds. */
export function createProfiles(
  ask: (person: string) => Promise<Profile>,
  { clock, log }: { clock: () => number; log: Log },
): Profiles {
  const kept = new Map<string, Kept>();
  let told = false;

  async function asked(person: string): Promise<Profile | undefined> {
    try {
      return await ask(person);
    } catch (error) {
      const refusal = refusalOf(error);
      // What is only a trouble of the moment is asked again.
      if (refusal === undefined) kept.delete(person);
      if (refusal?.error !== 'missing_scope' || !told) {
        const why = refusal === undefined ? 'Slack cannot be reached.' : refusedText(refusal);
        log.warn({ err: error }, `Nothing is known of the person who asks. ${why}`);
      }
      told ||= refusal?.error === 'missing_scope';
      return undefined;
    }
  }

  return {
    of(person) {
      const now = clock();
      const known = kept.get(person);
      if (known !== undefined && known.until > now) return known.profile;
      kept.delete(person);
      const [oldest] = kept.keys();
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
      const profile = asked(person);
      kept.set(person, { profile, until: now + rememberMs });
      return profile;
    },
  };
}
