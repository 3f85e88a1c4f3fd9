import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, webUrl } from '../../src/chat/clean.ts';
import { code, heading, link, list, message, quiet, text } from '../../src/chat/reply.ts';
import { toText } from '../../src/chat/text.ts';
import { anyText } from '../support/arbitrary-text.ts';
import { anyMessage, anyReply } from '../support/reply-arbitrary.ts';

const unsafe = /(?!\n)[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

describe('plain text', () => {
  it('reads an answer from top to bottom, with what can be pressed at the end', () => {
    const reply = message(
      heading('Docker'),
      { type: 'actions', buttons: [press('Next'), { label: 'Source', url: 'https://example.org/s' }] },
      text('Type ', code('help'), ', or read ', link('the docs', 'https://example.org/docs'), '.'),
      quiet('6–10 of 23'),
      { ...list('one', 'two'), ordered: true, start: 6 },
      list('three'),
      {
        type: 'select',
        placeholder: 'Related: more like …',
        action: { command: 'resource', args: {}, mode: 'reply' },
        fills: 'like',
        options: Array.from({ length: 12 }, (_, index) => ({ label: `T${index + 1}`, value: `t${index}` })),
      },
    );
    expect(toText(reply)).toBe(
      [
        'Docker',
        '',
        'Type help, or read the docs (https://example.org/docs).',
        '6–10 of 23',
        '',
        '6. one',
        '7. two',
        '',
        '- three',
        '',
        'Buttons: Next, Source (https://example.org/s)',
        '',
        'Choose (Related: more like …): T1; T2; T3; T4; T5; T6; T7; T8; T9; T10; and 2 more',
      ].join('\n'),
    );
  });

  it('tells a resource in one line', () => {
    const card = {
      type: 'resource',
      number: 2,
      id: 'docker-start',
      title: 'Get started',
      url: 'https://docs.docker.com/get-started/',
      facts: ['docs', 'beginner', 'about 2 h', 'free'],
      by: 'Docker',
      description: 'Images and\n containers.',
      note: 'Moved.',
      why: 'docker in title',
    } as const;
    expect(toText(message(card))).toBe(
      '2. Get started – docs, beginner, about 2 h, free – by Docker – Images and containers. – Note: Moved. – ' +
        'Why: docker in title – https://docs.docker.com/get-started/',
    );
  });

  it('tells steps, questions, progress, images and files', () => {
    const reply = message(
      {
        type: 'step',
        id: 's',
        label: 'Step 2 of 5 in Docker',
        do: 'Build an image.',
        resource: { title: 'Get started', url: 'https://example.org/' },
        part: 'Part 2',
        facts: ['30 min'],
        check: 'What is a layer?',
      },
      { type: 'question', id: 'q', question: 'Why?', facts: ['concept'], hint: 'Think.', answer: 'Because.' },
      { type: 'divider' },
      { type: 'progress', label: 'Path', done: 3, total: 10, unit: 'steps' },
      { type: 'image', source: { url: 'https://example.org/p.png' }, alt: 'A map' },
      { type: 'file', name: 'plan.csv', mime: 'text/csv', content: 'a,b' },
    );
    expect(toText(reply)).toBe(
      [
        'Step 2 of 5 in Docker: Build an image. – 30 min – Get started, Part 2 – https://example.org/ – ' +
          'Ask yourself: What is a layer?',
        'Why? – concept\nHint: Think.\nAnswer: Because.',
        'Path: 3 of 10 steps (30 %)',
        'Image: A map',
        'File: plan.csv',
      ].join('\n\n'),
    );
  });

  it('lists the fields of a form with what they hold', () => {
    const reply = {
      type: 'form',
      title: 'Daily post',
      intro: 'When?',
      fields: [
        { type: 'text', name: 'time', label: 'Time', placeholder: '09:00' },
        { type: 'text', name: 'note', label: 'Note', value: 'hello', optional: true },
        {
          type: 'choice',
          name: 'days',
          label: 'Days',
          options: [
            { value: 'all', label: 'Every day' },
            { value: 'week', label: 'Workdays' },
          ],
          value: 'week',
        },
      ],
      submitLabel: 'Save',
      submit: { command: 'daily on', args: {}, mode: 'reply' },
    } as const;
    expect(toText(reply)).toBe(
      [
        'Daily post',
        'When?',
        'Time: 09:00',
        'Note (optional): hello',
        'Days: Every day; Workdays (now: Workdays)',
        'Buttons: Save',
      ].join('\n\n'),
    );
  });

  it('shows no address but http(s) ones', () => {
    expect(toText(message(text(link('click', 'javascript:alert(1)'))))).toBe('click');
  });

  it('holds no control character, override or lone surrogate, whatever the reply is', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const shown = toText(reply);
        expect(shown).not.toMatch(unsafe);
        expect(shown.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('carries every title, description and item', () => {
    fc.assert(
      fc.property(anyMessage, (reply) => {
        const shown = toText(reply).replace(/\s+/gu, ' ');
        for (const block of reply.blocks) {
          if (block.type === 'heading') expect(shown).toContain(cleanLine(block.text));
          if (block.type !== 'resource') continue;
          expect(shown).toContain(cleanLine(block.title));
          expect(shown).toContain(cleanLine(block.description));
          expect(shown).toContain(webUrl(block.url) ?? '');
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('cleaning', () => {
  it('changes nothing that is clean, and nothing twice', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const once = cleanText(given);
        expect(cleanText(once)).toBe(once);
        if (!/[\r\t\v\f\u2028\u2029]/.test(given) && !unsafe.test(given)) expect(once).toBe(given);
      }),
    );
  });

  it('keeps every kind of line break as one', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u0085e\nf')).toBe('a\nb\nc\nd\ne\nf');
  });

  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['https://exämple.org/ü', 'https://xn--exmple-cua.org/%C3%BC'],
    ['https://example.org/\u202Egnp', 'https://example.org/%E2%80%AEgnp'],
    ['https://user:secret@example.org/', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://example.org/', undefined],
    ['https://', undefined],
    ['', undefined],
  ])('as an address, %j is %j', (given, shown) => {
    expect(webUrl(given)).toBe(shown);
  });
});

function press(label: string) {
  return { label, action: { command: 'resource', args: {}, mode: 'update' as const } };
}
