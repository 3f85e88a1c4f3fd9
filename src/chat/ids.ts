import { type Action, encodeAction, encodeChoice, maxActionLength } from './action.ts';

/** Hands out the action ids of one message, each once. Undefined for an action that cannot be written. */
export interface Ids {
  action(action: Action): string | undefined;
  choice(action: Action, fills: string): string | undefined;
  /** For a button that opens a page: Slack sends its press too, and no action decodes from this. */
  page(): string;
}

export function createIds(): Ids {
  const given = new Set<string>();
  let pages = 0;

  function once(action: Action, encode: (action: Action) => string): string | undefined {
    for (let ordinal = action.ordinal; (ordinal ?? 0) < 10_000; ordinal = (ordinal ?? 0) + 1) {
      const id = encode(ordinal === undefined ? action : { ...action, ordinal });
      if (id.length > maxActionLength) return undefined;
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
    return undefined;
  }

  return {
    action: (action) => once(action, encodeAction),
    choice: (action, fills) => once(action, (one) => encodeChoice(one, fills)),
    page: () => `page|${++pages}`,
  };
}
