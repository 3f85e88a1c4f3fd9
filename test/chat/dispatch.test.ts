import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { createDispatcher, type DispatchOptions } from '../../src/chat/dispatch.ts';
import type { Block, Reply } from '../../src/chat/reply.ts';
import { caller, commands, help, type Log, resource } from './commands.ts';

const now = Temporal.Instant.from('2026-11-24T09:00:00Z');

interface Errors {
  errors: { message: string; id: string; command: string }[];
}

/** A dispatcher over the tiny commands, and what it told. */
function desk(changes: Partial<DispatchOptions<Log>> = {}) {
  const log: Log & Errors = { ran: [], errors: [] };
  const dispatcher = createDispatcher({
    commands,
    deps: log,
    now: () => now,
    onError: (error, about) => {
      log.errors.push({ message: error instanceof Error ? error.message : String(error), ...about });
    },
    lookup: {
      knows: (text) => text === 'docker' || text === 'hepl',
      finds: (text) => text === 'serving models',
    },
    random: () => 0.5,
    ...changes,
  });
  return { ...log, log, dispatcher, type: (line: string) => dispatcher.type(line, caller) };
}

const blocksOf = (reply: Reply): readonly Block[] => (reply.type === 'message' ? reply.blocks : []);
const textsOf = (reply: Reply) =>
  blocksOf(reply).flatMap((block) =>
    block.type === 'text' ? [block.inlines.map(({ text }) => text).join('')] : [],
  );
const actionsOf = (reply: Reply) =>
  blocksOf(reply).flatMap((block) =>
    block.type === 'actions'
      ? block.buttons.map((button) => ('action' in button ? button.action : button.url))
      : [],
  );

describe('a typed line', () => {
  it('runs the command that it begins with, even if the catalog knows the words', async () => {
    const { type } = desk({ lookup: { knows: () => true, finds: () => true } });
    expect(await type('browse docker')).toMatchObject({ command: 'browse', args: { section: 'docker' } });
  });

  it('is a search when the catalog knows its words, even if a command is one slip away', async () => {
    const { type } = desk();
    expect(await type('docker')).toMatchObject({ command: 'resource', args: { query: 'docker' } });
    expect(await type('hepl')).toMatchObject({ command: 'resource', args: { query: 'hepl' } });
  });

  it('one slip away from a command is asked about, with a button, before it is searched for', async () => {
    const { type, ran } = desk({ lookup: { knows: () => false, finds: () => true } });
    const answer = await type('brwose courses notes');
    expect(answer).toMatchObject({ args: {}, visibility: 'private' });
    expect(answer.command).toBeUndefined();
    expect(textsOf(answer.reply)[0]).toBe('Did you mean browse courses notes?');
    expect(actionsOf(answer.reply)).toEqual([
      { command: 'browse', args: { kind: 'course', section: 'notes' }, mode: 'reply' },
    ]);
    expect(ran).toEqual([]);
  });

  it('is searched for when a search finds something', async () => {
    expect(await desk().type('serving models')).toMatchObject({
      command: 'resource',
      args: { query: 'serving models' },
    });
  });

  it('that is nothing at all gets the list of commands', async () => {
    const answer = await desk().type('asdfgh');
    expect(answer).toMatchObject({ args: {}, visibility: 'private' });
    expect(answer.command).toBeUndefined();
    expect(textsOf(answer.reply)[0]).toContain('“asdfgh” is no command');
    const list = blocksOf(answer.reply).find((block) => block.type === 'list');
    expect(list?.items.map(([name]) => name?.text)).toEqual([
      'resource',
      'browse',
      'help',
      'daily on',
      'broken',
    ]);
    expect(actionsOf(answer.reply)).toEqual([{ command: 'help', args: {}, mode: 'reply' }]);
  });

  it.each(['', '   ', '\n', '\0', ' \0\0 '])('with nothing in it, %j, is help', async (line) => {
    expect(await desk().type(line)).toMatchObject({ command: 'help', args: {} });
  });

  it('of 10 000 characters is cut before it is looked up, and shown short', async () => {
    const asked: string[] = [];
    const knows = (text: string) => asked.push(text) > 1;
    const { type } = desk({ lookup: { knows, finds: () => false } });
    const answer = await type('x'.repeat(10_000));
    expect(asked).toEqual(['x'.repeat(2_000)]);
    expect(textsOf(answer.reply)[0]?.length).toBeLessThan(200);
    const sought = await desk({ lookup: { knows: () => true, finds: () => true } }).type(
      'word '.repeat(2_000),
    );
    expect(sought.args).toEqual({ query: 'word word word word' });
  });

  it('takes further arguments along, whatever it turns out to be', async () => {
    const { dispatcher } = desk();
    expect(await dispatcher.type('resource k8s', caller, { page: 2 })).toMatchObject({
      args: { query: 'k8s', page: 2 },
    });
    expect(await dispatcher.type('docker', caller, { page: 2 })).toMatchObject({
      args: { query: 'docker', page: 2 },
    });
    expect(await dispatcher.type('help', caller, { page: 2 })).toMatchObject({ command: 'help', args: {} });
  });

  it('gets an apology when the catalog breaks while it is looked up', async () => {
    const { type, errors } = desk({
      lookup: {
        knows: () => {
          throw new Error('no index');
        },
        finds: () => false,
      },
    });
    const { reply } = await type('docker');
    expect(textsOf(reply).join(' ')).toContain(errors[0]?.id ?? 'no id');
    expect(errors).toMatchObject([{ message: 'no index' }]);
  });
});

describe('a command', () => {
  it('gets its arguments checked, the time and what it needs', async () => {
    const seen: unknown[] = [];
    const spy: Command<Log> = {
      ...help,
      run: (args, context) => {
        seen.push(args, context.now, context.caller);
        return help.run(args, context);
      },
    };
    const { dispatcher } = desk({ commands: [spy] });
    await dispatcher.call('help', { command: 'browse', other: 1 }, caller);
    expect(seen).toEqual([{ command: 'browse' }, now, caller]);
  });

  it('answers in the channel or in private as its arguments say', async () => {
    const { type } = desk();
    expect((await type('browse notes share')).visibility).toBe('channel');
    expect((await type('browse notes')).visibility).toBe('private');
  });

  it('with arguments that cannot be used does not run, and says in private what to give', async () => {
    const { dispatcher, ran } = desk();
    const answer = await dispatcher.call('daily on', {}, caller);
    expect(answer).toMatchObject({ command: 'daily on', visibility: 'private' });
    expect(textsOf(answer.reply)[0]).toContain('Please add at');
    expect(actionsOf(answer.reply)).toEqual([
      { command: 'help', args: { command: 'daily on' }, mode: 'reply' },
    ]);
    expect(ran).toEqual([]);
  });

  it.each(['broken', 'broken late'])(
    'that breaks (%s) is apologised for with the id that is logged',
    async (line) => {
      const { type, errors } = desk();
      const answer = await type(line);
      expect(answer).toMatchObject({ command: 'broken', visibility: 'private' });
      expect(errors).toMatchObject([{ id: 'i00000', command: 'broken' }]);
      expect(textsOf(answer.reply).join(' ')).toContain('i00000');
      expect(textsOf(answer.reply).join(' ')).not.toContain(errors[0]?.message);
    },
  );

  it('that breaks is apologised for even if the log breaks too', async () => {
    const { type } = desk({
      onError: () => {
        throw new Error('disk full');
      },
    });
    expect(textsOf((await type('broken')).reply)[0]).toContain('Something broke');
  });

  it('that a press names and nobody has gets the list of commands', async () => {
    const { dispatcher } = desk();
    const { command, reply } = await dispatcher.press({ command: 'gone', args: {}, mode: 'reply' }, caller);
    expect(command).toBeUndefined();
    expect(textsOf(reply)[0]).toContain('“gone” is no command');
  });

  it('that a press names runs with its arguments', async () => {
    const { dispatcher } = desk();
    const action = { command: 'browse', args: { kind: 'book', stage: 99 }, mode: 'update' } as const;
    expect(await dispatcher.press(action, caller)).toMatchObject({
      command: 'browse',
      args: { kind: 'book', stage: 15 },
    });
  });
});

describe('suggestions', () => {
  const suggest = (command: string, option: string, prefix: string, changes = {}) => {
    const { dispatcher, errors } = desk(changes);
    return dispatcher.suggest(command, option, prefix, caller).then((found) => ({ found, errors }));
  };

  it('are 25 at most', async () => {
    const { found } = await suggest('resource', 'query', 'do');
    expect(found).toHaveLength(25);
    expect(found[0]).toEqual({ label: 'do0', value: '0' });
  });

  it('are asked for with a prefix of 100 characters at most', async () => {
    const { found } = await suggest('resource', 'query', 'x'.repeat(5_000));
    expect(found[0]?.label).toBe(`${'x'.repeat(100)}0`);
  });

  it.each([
    ['gone', 'query'],
    ['resource', 'gone'],
    ['resource', 'kind'],
    ['browse', 'section'],
  ])('are none for %s %s', async (command, option) => {
    expect((await suggest(command, option, 'x')).found).toEqual([]);
  });

  it('are none when they break, also at once, and the error is told', async () => {
    const sync: Command<Log> = {
      ...resource,
      options: [
        {
          name: 'query',
          type: 'text',
          summary: 'x',
          suggest: () => {
            throw new Error('at once');
          },
        },
      ],
    };
    expect(await suggest('resource', 'query', 'break')).toMatchObject({
      found: [],
      errors: [{ message: 'no suggestions', command: 'resource' }],
    });
    expect(await suggest('resource', 'query', 'x', { commands: [sync] })).toMatchObject({
      found: [],
      errors: [{ message: 'at once' }],
    });
  });

  it('are none when they take longer than the budget', async () => {
    const slow: Command<Log> = {
      ...resource,
      options: [{ name: 'query', type: 'text', summary: 'x', suggest: () => new Promise(() => {}) }],
    };
    expect((await suggest('resource', 'query', 'x', { commands: [slow] })).found).toEqual([]);
  });
});

describe('the door', () => {
  it('throws nothing back, whatever comes through it', async () => {
    const { dispatcher } = desk({
      lookup: { knows: (text) => text.length % 3 === 0, finds: (text) => text.length % 2 === 0 },
    });
    const word = fc.oneof(
      fc.constantFrom(
        'resource',
        'browse',
        'broken',
        'daily on',
        'helb',
        '@everyone',
        '<!channel>',
        '<script>',
        '\u202e',
        '"',
        'kind:',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const args = fc.dictionary(
      fc.oneof(fc.constantFrom('query', 'kind', 'page', 'share', 'at', '__proto__'), fc.string()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean()),
    );
    await fc.assert(
      fc.asyncProperty(line, args, async (typed, given) => {
        const answers = await Promise.all([
          dispatcher.type(typed, caller, given),
          dispatcher.call(typed, given, caller),
          dispatcher.press({ command: 'resource', args: given, mode: 'reply' }, caller),
        ]);
        for (const { reply, visibility } of answers) {
          expect(reply.type).toBe('message');
          expect(['private', 'channel']).toContain(visibility);
        }
        await dispatcher.suggest('resource', 'query', typed, caller);
      }),
      { numRuns: 200 },
    );
  });
});
