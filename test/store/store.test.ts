import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/store/connection.ts';
import { StoreError, type Trouble } from '../../src/store/error.ts';
import { createStore } from '../../src/store/store.ts';
import type { Db } from '../../src/store/tables.ts';

/** A connection on which nothing is asked; its errors are what the work throws. */
function connection(more: Partial<Connection> = {}): Connection {
  const db = { withPlugin: () => db } as unknown as Db;
  return {
    db,
    engine: 'sqlite',
    access: 'write',
    trouble: (error) => error,
    again: () => false,
    unsure: () => false,
    isCurrent: () => true,
    close: async () => {},
    ...more,
  };
}

const failing = (trouble: Trouble) => async () => {
  throw new StoreError(trouble, `it is ${trouble}`);
};
const fine = async () => 'fine';

describe('news of trouble', () => {
  function watched(connect: () => Promise<Connection> = async () => connection()) {
    const told: string[] = [];
    const time = { now: 0 };
    const store = createStore({
      connect,
      clock: () => time.now,
      onTrouble: (trouble) => told.push(trouble?.trouble ?? 'over'),
    });
    return { store, told, time };
  }

  it('comes once when it begins, and once when it is over', async () => {
    const { store, told, time } = watched();
    for (let n = 0; n < 3; n++) {
      await store.read(failing('away')).catch(() => {});
      time.now += 2_000;
    }
    await store.read(fine);
    await store.read(fine);
    expect(told).toEqual(['away', 'over']);
  });

  it('of a disk that cannot be written is over with the next write, not with a read', async () => {
    for (const trouble of ['full', 'unwritable'] as const) {
      const { store, told } = watched();
      await store.write(failing(trouble), { single: true }).catch(() => {});
      await store.read(fine);
      expect(told).toEqual([trouble]);
      await store.write(fine, { single: true });
      expect(told).toEqual([trouble, 'over']);
    }
  });

  it('of a file that could not be opened is over when it can', async () => {
    let blocked = true;
    const { store, told, time } = watched(async () => {
      if (blocked) throw new StoreError('unwritable', 'blocked');
      return connection();
    });
    await expect(store.open()).rejects.toThrow('blocked');
    blocked = false;
    time.now += 1_001;
    await store.read(fine);
    expect(told).toEqual(['unwritable', 'over']);
  });

  it('is not made of what only one person meets', async () => {
    const { store, told } = watched();
    await expect(store.read(failing('busy'))).rejects.toThrow('busy');
    expect(await store.read(fine)).toBe('fine');
    expect(told).toEqual([]);
  });
});

describe('after a failure', () => {
  it('everybody gets the same at once for a second, however often they ask, and then it is tried again', async () => {
    let tries = 0;
    let now = 0;
    const store = createStore({
      clock: () => now,
      connect: async () => {
        tries += 1;
        throw new StoreError('away', `away ${tries}`);
      },
    });
    for (; now < 1_000; now += 100) await expect(store.read(fine)).rejects.toThrow('away 1');
    expect(tries).toBe(1);
    now = 1_101;
    await expect(store.read(fine)).rejects.toThrow('away 2');
  });

  it('work that left nothing is done again, and not for ever', async () => {
    let runs = 0;
    const store = createStore({ clock: () => 0, connect: async () => connection({ again: () => true }) });
    const work = async () => {
      runs += 1;
      throw new Error('conflict');
    };
    await expect(store.read(work)).rejects.toThrow('conflict');
    expect(runs).toBe(3);
  });
});

describe('a connection', () => {
  it('that nobody needs is closed, and whoever comes next waits until it is', async () => {
    const log: string[] = [];
    const closing = Promise.withResolvers<void>();
    const slow = Promise.withResolvers<void>();
    const store = createStore({
      clock: () => 0,
      idleMs: 1,
      connect: async () => {
        log.push('open');
        return connection({
          async close() {
            closing.resolve();
            await slow.promise;
            log.push('closed');
          },
        });
      },
    });
    await store.read(fine);
    await closing.promise;
    const next = store.read(fine);
    await new Promise(setImmediate);
    slow.resolve();
    await next;
    expect(log).toEqual(['open', 'closed', 'open']);
    await store.close();
  });

  it('stays open for those who use it while another one is opened for the rest', async () => {
    const log: string[] = [];
    let opened = 0;
    let current = true;
    const store = createStore({
      clock: () => 0,
      connect: async () => {
        opened += 1;
        const name = `connection ${opened}`;
        log.push(`open ${name}`);
        return connection({
          isCurrent: () => current || name !== 'connection 1',
          close: async () => void log.push(`close ${name}`),
        });
      },
    });
    const reading = Promise.withResolvers<void>();
    const read = store.read(() => reading.promise);
    await store.read(fine);
    current = false;
    const written = Promise.all([1, 2, 3].map(() => store.write(fine, { single: true })));
    await Promise.resolve();
    reading.resolve();
    await read;
    expect(await written).toEqual(['fine', 'fine', 'fine']);
    await store.close();
    expect(log).toEqual([
      'open connection 1',
      'close connection 1',
      'open connection 2',
      'close connection 2',
    ]);
    await expect(store.read(fine)).rejects.toThrow('closed');
  });
});
