import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { register } from '../../../src/adapters/discord/register.ts';
import { isRegistered } from '../../../src/adapters/discord/registration.ts';
import type { Command } from '../../../src/chat/command.ts';
import { fullName } from '../../../src/chat/typed.ts';
import { commands } from '../../../src/commands/all.ts';
import { commandFindings } from '../../support/discord/command-breaches.ts';

type Registered = Parameters<typeof register>[0]['commands'][number];

const registered = register({ commandName: 'mlops', commands });
const [slash] = registered;

/** Commands as this bot may come to have them. */
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,14}$/);
const summary = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 160 })
  .filter((text) => /\w/.test(text));
const option: fc.Arbitrary<Command<never>['options'][number]> = fc
  .record({ name, summary, required: fc.boolean() })
  .chain((common) =>
    fc.constantFrom<Command<never>['options'][number]>(
      { ...common, type: 'text', maxLength: 200 },
      { ...common, type: 'text', suggest: async () => [] },
      { ...common, type: 'choice', choices: [{ value: 'book', label: 'Book' }] },
      { ...common, type: 'integer', min: 1, max: 9 },
      { ...common, type: 'boolean' },
      { ...common, type: 'role' },
      { ...common, type: 'channel' },
    ),
  );
const command: fc.Arbitrary<Registered> = fc.record(
  {
    name,
    summary,
    group: fc.constantFrom('daily', 'me'),
    options: fc.uniqueArray(option, { selector: (one) => one.name, maxLength: 4 }),
  },
  { requiredKeys: ['name', 'summary', 'options'] },
);
const anyCommands = fc.uniqueArray(command, {
  selector: (one) => `${one.group} ${one.name}`,
  maxLength: 12,
  minLength: 1,
});

describe('what Discord is told of the commands', () => {
  it('is one command with a sub-command for each, and two menus', () => {
    expect(registered.map((one) => [one.type, one.name])).toEqual([
      [1, 'mlops'],
      [3, 'Find resources about this'],
      [2, 'Show what I have done'],
    ]);
    const options = slash !== undefined && 'options' in slash ? (slash.options ?? []) : [];
    const words = options.flatMap((one) => {
      const inside = 'options' in one && one.type === 2 ? (one.options ?? []) : [undefined];
      return inside.map((sub) => (sub === undefined ? one.name : `${one.name} ${sub.name}`));
    });
    expect(words).toEqual(commands.map(fullName));
  });

  it('works in servers, in direct messages and for those who have it on their own account, with no permission asked', () => {
    for (const one of registered) {
      expect(one).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
      expect(one).not.toHaveProperty('default_member_permissions');
    }
  });

  it('offers suggestions, choices and ranges, and nothing that is hidden', () => {
    expect(slash).toMatchObject({
      options: expect.arrayContaining([
        expect.objectContaining({
          type: 1,
          name: 'resource',
          options: expect.arrayContaining([
            expect.objectContaining({ name: 'query', type: 3, autocomplete: true }),
            expect.objectContaining({ name: 'level', type: 3, choices: expect.any(Array) }),
            expect.objectContaining({ name: 'max', type: 4, min_value: 1, max_value: 100_000 }),
            expect.objectContaining({ name: 'share', type: 5 }),
          ]),
        }),
      ]),
    });
    expect(JSON.stringify(registered)).not.toContain('the id of a resource to find more like');
  });

  it('is what Discord takes, whatever the commands are', () => {
    fc.assert(
      fc.property(anyCommands, (some) => {
        for (const global of [true, false]) {
          const made = register({ commandName: 'mlops', commands: some, forServer: !global });
          expect(made.flatMap((one) => commandFindings(one, global))).toEqual([]);
        }
      }),
    );
  });
});

describe('a registration', () => {
  /** As Discord gives it back. */
  const given = (wanted: readonly object[]) =>
    wanted.map((one, index) => ({
      id: `12345678901234567${index}`,
      application_id: '123456789012345678',
      version: '123456789012345679',
      default_member_permissions: null,
      dm_permission: true,
      nsfw: false,
      description: '',
      description_localizations: null,
      name_localizations: null,
      ...JSON.parse(JSON.stringify(one)),
    }));

  it('is known again, in any order', () => {
    fc.assert(
      fc.property(anyCommands, (some) => {
        const wanted = register({ commandName: 'mlops', commands: some });
        expect(isRegistered(wanted, given(wanted).toReversed())).toBe(true);
      }),
    );
  });

  it.each<[string, (one: Registered) => Registered]>([
    ['a summary', (one) => ({ ...one, summary: 'Something else' })],
    ['an option', (one) => ({ ...one, options: one.options.slice(1) })],
    ['the order of options', (one) => ({ ...one, options: one.options.toReversed() })],
    ['a name', (one) => ({ ...one, name: 'other' })],
  ])('is another one when %s changes', (_, change) => {
    const [first, ...rest] = commands;
    const wanted = register({
      commandName: 'mlops',
      commands: first === undefined ? [] : [change(first), ...rest],
    });
    expect(isRegistered(wanted, given(registered))).toBe(false);
  });

  it('for one server is known again, whatever Discord says of places', () => {
    const wanted = register({ commandName: 'mlops', commands, forServer: true });
    const has = given(wanted).map((one) => ({ ...one, contexts: null, integration_types: [0] }));
    expect([isRegistered(wanted, has, true), isRegistered(wanted, has)]).toEqual([true, false]);
  });

  it('is another one when Discord has more, fewer, or a permission that this bot does not ask for', () => {
    expect(isRegistered(registered, given(registered).slice(1))).toBe(false);
    expect(isRegistered(registered, [...given(registered), ...given(registered).slice(1)])).toBe(false);
    const closed = given(registered).map((one) => ({ ...one, default_member_permissions: '32' }));
    expect(isRegistered(registered, closed)).toBe(false);
  });
});
