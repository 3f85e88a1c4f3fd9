import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine, wordsOf } from '../../../src/adapters/slack/heard.ts';
import { anyText } from '../../support/arbitrary-text.ts';

describe('what a person wrote', () => {
  it.each([
    ['<@U0BOT> docker', 'docker'],
    ['hey <@U0BOT|companion>, what about <#C1|mlops>?', 'hey , what about mlops ?'],
    ['<!channel> resource docker', 'resource docker'],
    ['resource <https://example.org/a?b=1&amp;c=2|example.org>', 'resource https://example.org/a?b=1&c=2'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['plain words', 'plain words'],
  ])('%s is read as %s', (text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  it('never keeps a mention of a person or a group', () => {
    const mention = fc.stringMatching(/^<[@!][A-Z0-9]{1,12}(\|[a-z ]{0,10})?>$/);
    fc.assert(
      fc.property(anyText, mention, anyText, (before, called, after) => {
        const strip = (text: string) => text.replaceAll(/[<>&]/g, '');
        expect(plainLine(strip(before) + called + strip(after))).not.toMatch(/<[@!]/);
      }),
    );
  });
});

describe('the words of a message', () => {
  it.each([
    ['look: ```docker build .``` fails', 'look: fails'],
    ['*bold* _x_ ~y~ `code` :tada: https://example.org', 'bold x y code'],
    ['> quoted\nand more', 'quoted and more'],
    [':tada:', ''],
  ])('of %s are: %s', (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it('are one line, and the same when they are read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = wordsOf(text);
        expect(words).not.toMatch(/[\n*~`]/);
      }),
    );
  });
});
