import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine, wordsOf } from '../../../src/adapters/slack/heard.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { escaped } from '../../support/slack/written-text.ts';

describe('what a person wrote', () => {
  it('is the same again, whatever it is, when Slack has escaped it', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(plainLine(escaped(typed))).toBe(typed.replace(/[ \t]+/g, ' ').trim());
      }),
    );
  });

  it.each([
    ['<@U0BOT> docker', 'docker'],
    ['hey <@U0BOT|companion>, what about <#C1|mlops>?', 'hey , what about mlops ?'],
    ['<!channel> resource docker', 'resource docker'],
    ['resource <https://example.org/a?b=1&amp;c=2|example.org>', 'resource https://example.org/a?b=1&c=2'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['a &amp;lt; b < c', 'a &lt; b < c'],
    ['ask in <#C02> or <#C03|>', 'ask in or'],
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

/** Words, Slack's escapes, everything in angle brackets, and what looks like it. */
const anyMarkup = fc.oneof(
  anyText.map(escaped),
  fc.constantFrom('<@U0ADA|ada>', '<!subteam^S01|@mlops>', '<!date^1^{date}|then>', '<#C0SECRET|>'),
  fc.constantFrom('<https://example.org/?a=1&amp;b=2>', '<https://example.org|here>', '<tel:+1234|+1234>'),
  fc.constantFrom('```pip install owl```', ':wave:', ':+1::skin-tone-2:', '*bold*', '~no~', '&gt; said'),
  fc.constantFrom('<', '>', '<>', '<|>', '&', '&amp;lt;', '<<@U0ADA>>', '```', ':::'),
);

describe('the words of a message', () => {
  it.each([
    ['look: ```docker build .``` fails', 'look: fails'],
    ['*bold* _x_ ~y~ `code` :tada: https://example.org', 'bold x y code'],
    ['> quoted\nand more', 'quoted and more'],
    [':tada:', ''],
    ['read <https://example.org/x|R&amp;D for teams> today', 'read R&D for teams today'],
    ['<http://example.org|example.org> <https://example.org> is down', 'is down'],
    [':wave: :+1::skin-tone-2:', ''],
    ['Thanks:tada:', 'Thanks'],
    ['at 10:30:45 it broke, not at 10:30: why', 'at 10:30:45 it broke, not at 10:30: why'],
    ['key:value:more', 'key:value:more'],
    ['http://example.org/a-long-way/to-go?from=here and back', 'and back'],
    ['std::vector::push and a::b', 'std::vector::push and a::b'],
    ['model_serving and feature_store', 'model serving and feature store'],
  ])('of %s are: %s', (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it('are one line without marks, addresses and gaps', () => {
    fc.assert(
      fc.property(fc.array(anyMarkup, { maxLength: 8 }), (parts) => {
        const words = wordsOf(parts.join(' '));
        expect(words).not.toMatch(/[\n*~`_>]|https?:\/\/\S|\s\s|^\s|\s$/);
        expect(words).not.toMatch(/(^|\s):(wave|\+1):(\s|$)/);
      }),
    );
  });

  it.each(['<', '<@', '```', ':a', '&lt;', '> ', '_*`~', 'https://'])(
    'are read at once when somebody repeats %s',
    (unit) => {
      const started = performance.now();
      wordsOf(unit.repeat(40_000 / unit.length));
      // Read again and again from each place, this would take seconds.
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );
});
