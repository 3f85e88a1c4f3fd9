import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/adapters/terminal/render.ts';
import { textWidth } from '../../../src/adapters/terminal/width.ts';
import {
  type Block,
  code,
  heading,
  link,
  list,
  message,
  quiet,
  type Reply,
  strong,
  text,
} from '../../../src/chat/reply.ts';
import { anyMessage, anyReply } from '../../support/reply-arbitrary.ts';

const plain = { colour: false, columns: 50 };
const shown = (...blocks: Block[]) => renderTerminal(message(...blocks), plain).text.split('\n');
const press = (label: string, args = {}) => ({
  label,
  action: { command: 'resource', args, mode: 'update' as const },
});
const card = {
  type: 'resource',
  number: 9,
  id: 'start',
  title: 'Get started',
  url: 'https://example.org/start',
  facts: ['docs', 'beginner'],
  by: 'Docker',
  description: 'What images and containers are, then a workshop.',
} as const;

describe('a reply in a terminal', () => {
  it('sets a card under its number', () => {
    expect(shown(heading('Docker'), card, { ...card, number: 10, note: 'Moved.', why: 'title' })).toEqual([
      'Docker',
      '',
      '9. Get started',
      '   docs · beginner · by Docker',
      '   What images and containers are, then a',
      '   workshop.',
      '   https://example.org/start',
      '',
      '10. Get started',
      '    docs · beginner · by Docker',
      '    What images and containers are, then a',
      '    workshop.',
      '    Note: Moved.',
      '    Why: title',
      '    https://example.org/start',
    ]);
  });

  it('holds paragraphs together and lists apart', () => {
    expect(
      shown(
        heading('Drift'),
        text('Type ', code('help'), '.'),
        quiet('Topic 3'),
        text(strong('Needs'), ' nothing'),
        heading('Courses', 2),
        list([link('ML', 'https://example.org/ml'), { type: 'plain', text: ' – free' }], 'words'),
        { ...list('a', 'b'), ordered: true, start: 9 },
        text('See ', link('this', 'https://example.org/'), '.'),
      ),
    ).toEqual([
      'Drift',
      'Type help.',
      'Topic 3',
      '',
      'Needs nothing',
      '',
      'Courses',
      '- ML – free',
      '  https://example.org/ml',
      '- words',
      '',
      ' 9. a',
      '10. b',
      '',
      'See this (https://example.org/).',
    ]);
  });

  it('tells steps, questions, progress, images and files', () => {
    expect(
      shown(
        {
          type: 'step',
          id: 's',
          label: 'Step 2 of 5 in Docker',
          do: 'Build an image.',
          resource: { title: 'Get started', url: 'https://example.org/' },
          part: 'part 2',
          facts: ['30 min'],
          check: 'What is a layer?',
        },
        { type: 'question', id: 'q', question: 'Why?', facts: ['concept'], hint: 'Think.', answer: 'So.' },
        { type: 'progress', label: 'Path', done: 3, total: 10, unit: 'steps' },
        { type: 'image', source: { url: 'https://example.org/p.png' }, alt: 'A map' },
        { type: 'file', name: 'plan.csv', mime: 'text/csv', content: 'a,b\nc,d' },
      ),
    ).toEqual([
      'Step 2 of 5 in Docker',
      '  Build an image.',
      '  Get started, part 2 · 30 min',
      '  https://example.org/',
      '  Ask yourself: What is a layer?',
      '',
      'Why?',
      '  concept',
      '  Hint: Think.',
      '  Answer: So.',
      '',
      'Path',
      '██████░░░░░░░░░░░░░░ 3 of 10 steps (30 %)',
      '',
      'Image: A map',
      'https://example.org/p.png',
      '',
      'File: plan.csv',
      '  a,b',
      '  c,d',
    ]);
  });

  const controls = message(
    { type: 'actions', buttons: [press('Next'), press('Share', { share: true }), press('Topic: Docker')] },
    {
      type: 'select',
      placeholder: 'More like …',
      action: { command: 'resource', args: { limit: 5 }, mode: 'reply' },
      fills: 'like',
      options: [
        { label: '3. Get started with a title that is much too long for a button', value: 'start' },
        { label: 'Other', value: 'other' },
      ],
    },
    { type: 'actions', buttons: [{ label: 'Source', url: 'https://example.org/s' }] },
    text('said'),
  );

  it('numbers what can be pressed, below all else, and leaves Share out', () => {
    const { text: given, buttons } = renderTerminal(controls, plain);
    expect(given.split('\n')).toEqual([
      'said',
      '',
      '[1] Next  [2] Topic: Docker',
      'Source: https://example.org/s',
      'More like …',
      '[3] Get started with a title that is…  [4] Other',
    ]);
    expect(buttons.map(({ number, action }) => [number, action.args])).toEqual([
      [1, {}],
      [2, {}],
      [3, { limit: 5, like: 'start' }],
      [4, { limit: 5, like: 'other' }],
    ]);
  });

  it('leaves buttons out where nobody can press them', () => {
    expect(renderTerminal(controls, { ...plain, buttons: false })).toEqual({ text: 'said', buttons: [] });
  });

  it('asks for the fields of a form', () => {
    const form: Reply = {
      type: 'form',
      title: 'Daily post',
      intro: 'When?',
      fields: [
        { type: 'text', name: 'time', label: 'Time', optional: true },
        { type: 'choice', name: 'days', label: 'Days', options: [{ value: 'all', label: 'Every day' }] },
      ],
      submitLabel: 'Save',
      submit: { command: 'daily on', args: {}, mode: 'reply' },
    };
    expect(renderTerminal(form, plain).text).toBe('Daily post\nWhen?\n- Time (optional)\n- Days: Every day');
  });

  it('makes addresses clickable only where that was asked for', () => {
    const url = 'https://example.org/';
    const reply = message(text(link('here', url)));
    const osc = `\u001B]8;;${url}\u001B\\`;
    expect(renderTerminal(reply, { colour: true, columns: 80, links: true }).text).toContain(osc);
    expect(renderTerminal(reply, { colour: true, columns: 80 }).text).not.toContain('\u001B]');
    expect(renderTerminal(reply, { colour: false, columns: 80, links: true }).text).toBe(`here (${url})`);
  });

  it('wraps CJK and emoji by their width', () => {
    const lines = renderTerminal(message(text('日本語'.repeat(20), ' ', '👩‍🔬'.repeat(30))), plain).text;
    expect(lines.split('\n').map(textWidth)).toEqual([50, 50, 20, 50, 10]);
  });

  it.each([[0], [Number.NaN], [5], [20], [61.5], [1_000]])(
    'sets text in 20 to 100 columns, given %d',
    (columns) => {
      const lines = renderTerminal(message(text('word '.repeat(200))), { colour: false, columns }).text.split(
        '\n',
      );
      const widest = Math.max(...lines.map(textWidth));
      expect(widest).toBeLessThanOrEqual(100);
      expect(widest).toBeGreaterThanOrEqual(19);
    },
  );

  const anyColumns = fc.integer({ min: 20, max: 100 });

  it('holds no escape sequence without colour, and none of the reply’s own with it', () => {
    fc.assert(
      fc.property(anyReply, anyColumns, (reply, columns) => {
        const bare = renderTerminal(reply, { colour: false, columns, links: true }).text;
        expect(bare).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
        const styled = renderTerminal(reply, { colour: true, columns }).text;
        expect(stripVTControlCharacters(styled)).toBe(bare);
      }),
      { numRuns: 25 },
    );
  });

  it('is never wider than the terminal but for addresses', () => {
    fc.assert(
      fc.property(anyReply, anyColumns, (reply, columns) => {
        const { text: given } = renderTerminal(reply, { colour: true, columns });
        for (const line of stripVTControlCharacters(given).split('\n')) {
          if (!/https?:\/\//i.test(line)) expect(textWidth(line)).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('numbers its buttons from 1 without a gap', () => {
    fc.assert(
      fc.property(anyMessage, (reply) => {
        const { buttons } = renderTerminal(reply, plain);
        expect(buttons.map(({ number }) => number)).toEqual(buttons.map((_, index) => index + 1));
      }),
      { numRuns: 25 },
    );
  });
});
