import { describe, expect, it } from 'vitest';
import { optionsOffered } from '../../src/chat/command.ts';
import { fullName } from '../../src/chat/typed.ts';
import { commands } from '../../src/commands/all.ts';

/** Commands that later versions add under the one command of the bot, by their place in the tree. */
const planned = ['question', 'next', 'known', 'save', 'review', 'mock', 'me', 'new', 'catalog'];

describe('the tree of commands', () => {
  it('fits under one command of Discord, with those that are planned', () => {
    const tops = new Set([...commands.map(({ name, group }) => group ?? name), ...planned]);
    expect(tops.size).toBeLessThanOrEqual(25);
  });

  it('has names, summaries and options that Discord takes', () => {
    for (const command of commands) {
      const offered = optionsOffered(command);
      expect(offered.length).toBeLessThanOrEqual(25);
      for (const { name, summary } of [command, ...offered]) {
        expect(name).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
        expect(summary.length).toBeGreaterThan(0);
        expect(summary.length, summary).toBeLessThanOrEqual(100);
      }
      for (const option of offered) {
        if (option.type === 'choice') expect(option.choices.length).toBeLessThanOrEqual(25);
      }
    }
  });

  it('stays within 8000 characters, counted as Discord counts: names, descriptions and choices', () => {
    const characters = commands.flatMap((command) => [
      command.name,
      command.summary,
      ...optionsOffered(command).flatMap((option) => [
        option.name,
        option.summary,
        ...(option.type === 'choice' ? option.choices.flatMap(({ value, label }) => [value, label]) : []),
      ]),
    ]);
    // 17 of some 35 commands: those that are planned must have room too.
    expect(characters.join('').length).toBeLessThan(4_000);
  });

  it('means one command by each word', () => {
    const words = commands.flatMap((command) => [
      fullName(command),
      ...(command.words ?? []).map(({ word }) => word),
    ]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('has at most one option that takes the rest of a line', () => {
    for (const { options } of commands) {
      expect(options.filter((option) => option.type === 'text' && option.rest === true).length).toBeLessThan(
        2,
      );
    }
  });
});
