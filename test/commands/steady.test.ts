import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/chat/typed.ts';
import { commands } from '../../src/commands/all.ts';
import { botOn, realCatalog } from './bot.ts';

/** Throws whatever is asked of it. */
function untouchable<T extends object>(name: string, like: T): T {
  return new Proxy(like, {
    get(_target, key) {
      throw new Error(`it asks ${name} for ${String(key)}`);
    },
  });
}

const steady = commands.filter((command) => command.steady === true);
const { deps } = botOn(realCatalog);
const alone = {
  ...deps,
  store: untouchable('the store', deps.store),
  random: () => {
    throw new Error('it asks chance');
  },
};

describe('commands whose answers may be kept', () => {
  it('are those that only read the catalog', () => {
    expect(steady.map(({ name }) => name)).toEqual([
      'resource',
      'topic',
      'path',
      'browse',
      'practice',
      'help',
    ]);
  });

  it.each(steady.flatMap(({ name, examples }) => [name, ...examples]))(
    '%s asks neither who, when, nor by chance',
    async (line) => {
      const typed = readCommand(line, commands);
      const caller = untouchable('the caller', {
        person: { platform: 'terminal' as const, id: 'x' },
        locale: 'en',
        may: async () => ({ may: true }) as const,
      });
      const now = untouchable('the time', Temporal.Instant.from('2026-11-24T12:00:00Z'));
      expect(await typed?.command.run(typed.args, { caller, now, deps: alone })).toMatchObject({
        type: 'message',
      });
    },
  );
});
