import type { Json } from '../shape.ts';
import type { Person } from './parties.ts';
import type { View } from './views.ts';

/** What opens a view: handed out with each payload, good for one view within 3 s. */
export interface Triggers {
  /** `view`: the one in which the person acted, on top of which another may be pushed. */
  make(person: Person, view?: View): string;
  /** Takes one; or says as Slack does why it opens nothing. */
  spend(id: unknown): { trigger: Trigger } | { refusal: Json };
}

interface Trigger {
  readonly person: Person;
  readonly view: View | undefined;
}

/** docs.slack.dev/interactivity/handling-user-interaction#modal_responses */
const triggerLife = 3000;

export function createTriggers(clock: () => number): Triggers {
  const made = new Map<string, Trigger & { madeAt: number; used: boolean }>();
  return {
    make(person, view) {
      const id = `${1_000_000_000_000 + made.size}.000000001.${crypto.randomUUID().replaceAll('-', '')}`;
      made.set(id, { person, view, madeAt: clock(), used: false });
      return id;
    },
    spend(id) {
      const trigger = made.get(String(id));
      if (trigger === undefined) return refused('invalid_trigger_id');
      if (trigger.used) return refused('exchanged_trigger_id');
      if (clock() - trigger.madeAt > triggerLife) return refused('expired_trigger_id');
      trigger.used = true;
      return { trigger };
    },
  };
}

function refused(error: string): { refusal: Json } {
  return { refusal: { ok: false, error } };
}
