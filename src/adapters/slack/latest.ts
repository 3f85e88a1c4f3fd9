/** Works that follow each other where only the last one matters. */
export interface Latest {
  /**
   * Does one work of a key after the other. One that waits is left out when a newer one comes. Resolves once the key rests;
   * `work` must not reject.
   */
  run(key: string, work: () => Promise<void>): Promise<void>;
}

interface Turn {
  next?: () => Promise<void>;
  rest: Promise<void>;
}

export function createLatest(): Latest {
  const busy = new Map<string, Turn>();

  async function drain(key: string, first: () => Promise<void>): Promise<void> {
    await first();
    for (let turn = busy.get(key); turn?.next !== undefined; turn = busy.get(key)) {
      const { next } = turn;
      delete turn.next;
      await next();
    }
    busy.delete(key);
  }

  return {
    run(key, work) {
      const turn = busy.get(key);
      if (turn !== undefined) {
        turn.next = work;
        return turn.rest;
      }
      const rest = drain(key, work);
      busy.set(key, { rest });
      return rest;
    },
  };
}
