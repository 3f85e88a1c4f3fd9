/**
 * The conversations in which people were written to. Slack tells them with each message; asking for one without writing
 * takes im:write or im:read, which would let the bot do more than it needs.
 */
export interface Directs {
  get(person: string): string | undefined;
  set(person: string, channel: string): void;
}

const maxKept = 10_000;

export function createDirects(): Directs {
  const known = new Map<string, string>();
  return {
    get: (person) => known.get(person),
    set(person, channel) {
      known.delete(person);
      known.set(person, channel);
      const [oldest] = known.keys();
      if (known.size > maxKept && oldest !== undefined) known.delete(oldest);
    },
  };
}
