import { describe, expect, it } from 'vitest';
import { fullName } from '../../src/chat/typed.ts';
import { commands } from '../../src/commands/all.ts';
import { blocksOf, botOn, buttonsOf, caller, headingsOf, realCatalog, wordsOf } from './bot.ts';

const { type, dispatcher } = botOn(realCatalog);

describe('help', () => {
  it('lists every command with its summary', async () => {
    const words = wordsOf(await type('help'));
    for (const command of commands) expect(words).toContain(`${fullName(command)}  – ${command.summary}`);
  });

  it.each(['', '?', 'hello', '   '])('is what %j means', async (line) => {
    expect(headingsOf(await type(line))).toEqual(headingsOf(await type('help')));
  });

  it('has buttons that each lead somewhere', async () => {
    for (const button of buttonsOf(await type('help'))) {
      if (!('action' in button)) throw new Error(`${button.label} runs nothing`);
      expect((await dispatcher.press(button.action, caller)).command).toBe(button.action.command);
    }
  });

  it('explains one command: examples that work, and what can be added', async () => {
    for (const command of commands) {
      const answer = await type(`help ${fullName(command)}`);
      expect(headingsOf(answer)[0]).toBe(fullName(command));
      for (const example of command.examples) {
        expect(wordsOf(answer)).toContain(example);
        expect((await type(example)).command).toBe(fullName(command));
      }
      for (const option of command.options) {
        expect(wordsOf(answer).includes(option.summary)).toBe(option.hidden !== true);
      }
    }
  });

  it('knows a command by its other words, and says when there is none', async () => {
    expect(headingsOf(await type('help books'))[0]).toBe('browse');
    expect(wordsOf(await type('help nonsense'))).toContain('There is no command “nonsense”');
  });

  it('opens on a command that was chosen', async () => {
    const [select] = blocksOf(await type('help'), 'select');
    const value = select?.options.find(({ label }) => label === 'path')?.value ?? '';
    expect(headingsOf(await dispatcher.call('help', { command: value }, caller))[0]).toBe('path');
  });
});

describe('about', () => {
  it('names version, sizes, credits and licences', async () => {
    const words = `${headingsOf(await type('about')).join(' ')} ${wordsOf(await type('about'))}`;
    expect(words).toContain('1.2.3');
    expect(words).toContain(`${realCatalog.resources.length} resources`);
    for (const credit of realCatalog.credits) expect(words).toContain(credit.title);
    expect(words).toMatch(/MIT.*CC BY 4\.0/);
  });
});
