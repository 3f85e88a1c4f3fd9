import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render, renderMessage } from '../../../src/adapters/slack/render.ts';
import { decodeAction, decodeChoice } from '../../../src/chat/action.ts';
import type { Block, ResourceCard } from '../../../src/chat/reply.ts';
import { code, heading, link, list, message, plain, quiet, strong, text } from '../../../src/chat/reply.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { anyForm, anyMessage } from '../../support/reply-arbitrary.ts';
import { slackMessageBreaches, slackViewBreaches } from '../../support/slack-payload.ts';

const card = (number: number, more: Partial<ResourceCard> = {}): ResourceCard => ({
  type: 'resource',
  number,
  id: `card-${number}`,
  title: `Title ${number}`,
  url: `https://example.org/${number}`,
  facts: ['course', 'beginner', 'about 2 h', 'free'],
  by: 'Ada Lovelace',
  description: 'What it is about, in a sentence or two.',
  ...more,
});
const next: Block = {
  type: 'actions',
  buttons: [{ label: 'Next', action: { command: 'browse', args: { page: 2 }, mode: 'update' } }],
};
const blocksOf = (...blocks: Block[]) => renderMessage(message(...blocks), 'private').payload.blocks;
const said = (value: unknown) => JSON.stringify(value);

describe('a message on Slack', () => {
  test('any reply is one that Slack takes', () => {
    fc.assert(
      fc.property(anyMessage, fc.constantFrom('private', 'channel'), (any, visibility) => {
        expect(slackMessageBreaches(renderMessage(any, visibility).payload)).toEqual([]);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('a private answer is for one person, a shared one for the channel', () => {
    expect(renderMessage(message(text('hi')), 'private').payload.response_type).toBe('ephemeral');
    expect(renderMessage(message(text('hi')), 'channel').payload.response_type).toBe('in_channel');
  });

  test('a card is a bold numbered link, a small line of facts, and what it is about', () => {
    expect(blocksOf(card(3, { note: 'Second edition.' }))).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '3. ', style: { bold: true } },
              { type: 'link', text: 'Title 3', url: 'https://example.org/3', style: { bold: true } },
            ],
          },
        ],
      },
      {
        type: 'context',
        elements: [
          {
            type: 'plain_text',
            text: 'course · beginner · about 2 h · free · by Ada Lovelace',
            emoji: false,
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'What it is about, in a sentence or two.' },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'Note: Second edition.', style: { italic: true } },
            ],
          },
        ],
      },
    ]);
  });

  test('a heading inside a reply stays in one block with what it opens', () => {
    const blocks = blocksOf(heading('Top'), heading('Courses', 2), list('one', 'two'));
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text']);
  });

  test('twenty-five cards fit when they are set closer', () => {
    const cards = Array.from({ length: 25 }, (_, index) =>
      card(index + 1, { description: 'word '.repeat(60) }),
    );
    const { payload } = renderMessage(message(heading('Many'), ...cards, next), 'private');
    expect(slackMessageBreaches(payload)).toEqual([]);
    for (const { url } of cards) expect(said(payload.blocks)).toContain(`"${url}"`);
  });

  test('what does not fit is counted, and the heading and the buttons stay', () => {
    const cards = Array.from({ length: 70 }, (_, index) => card(index + 1));
    const { payload } = renderMessage(message(heading('Many'), ...cards, next), 'private');
    expect(slackMessageBreaches(payload)).toEqual([]);
    const shown = cards.filter(({ url }) => said(payload.blocks).includes(`"${url}"`)).length;
    expect(shown).toBeGreaterThan(20);
    expect(said(payload.blocks)).toContain(`${70 - shown} more do not fit here`);
    expect(payload.blocks[0]?.type).toBe('header');
    expect(payload.blocks.at(-1)?.type).toBe('actions');
  });

  test('the numbers of a long list go on in its next part', () => {
    const items = Array.from({ length: 30 }, () => [plain('word '.repeat(40))]);
    const [first, second] = blocksOf({ type: 'list', ordered: true, start: 5, items });
    expect(first).toMatchObject({ elements: [{ style: 'ordered', offset: 4 }] });
    const length = said(first).split('rich_text_section').length - 1;
    expect(second).toMatchObject({ elements: [{ style: 'ordered', offset: 4 + length }] });
  });

  test('a message with nothing to see says so', () => {
    for (const blocks of [[], [text('\u200B \0')], [heading('')]]) {
      const { payload } = renderMessage(message(...blocks), 'private');
      expect(slackMessageBreaches(payload)).toEqual([]);
      expect(said(payload.blocks)).toContain('nothing to show');
    }
  });
});

describe('content on Slack', () => {
  test('small text with marks of its own gets none from its content', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        const [block] = blocksOf(quiet(plain(any), plain(' '), code('help')));
        const written = said(block).replace('`help`', '');
        expect(written).not.toMatch(/[*~`]/);
        expect(written).not.toMatch(/(^|[^A-Za-z0-9])_(?=\S)/);
      }),
    );
  });

  test('an address that is not http(s) is shown as words', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'https://a:b@example.org/', '']) {
      expect(said(blocksOf(text(link('here', url)), card(1, { url })))).not.toContain('"link"');
    }
  });

  test('small text keeps its links and its code', () => {
    const [block] = blocksOf(quiet('See ', link('a|b', 'https://example.org/?a=1&b=2'), ' or ', strong('x')));
    expect(block).toEqual({
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: 'See <https://example.org/?a=1&amp;b=2|a¦b> or *x*', verbatim: true },
      ],
    });
  });

  test('the text that is read aloud has the whole content, and no live bracket', () => {
    const { text: read } = renderMessage(message(text('<!channel> & <b>')), 'channel').payload;
    expect(read).toContain('&lt;!channel&gt; &amp; &lt;b&gt;');
  });
});

describe('controls on Slack', () => {
  test('two buttons that do the same stay apart and mean the same', () => {
    const action = { command: 'resource', args: { query: 'docker' }, mode: 'reply' } as const;
    const [row] = blocksOf({
      type: 'actions',
      buttons: [
        { label: 'One', action },
        { label: 'Two', action },
        { label: 'Page', url: 'https://example.org' },
      ],
    });
    const ids = row?.type === 'actions' ? row.elements.map((one) => one.action_id ?? '') : [];
    expect(new Set(ids).size).toBe(3);
    expect(ids.map((id) => decodeAction(id)?.args)).toEqual([
      { query: 'docker' },
      { query: 'docker' },
      undefined,
    ]);
  });

  test('a menu offers each id whole, and leaves out one that is too long', () => {
    const options = ['short', 'x'.repeat(76), 'short', 'y'.repeat(75), 'bad\0', ''].map((value) => ({
      label: value,
      value,
    }));
    const action = { command: 'topic', args: {}, mode: 'reply' } as const;
    const [row] = blocksOf({ type: 'select', placeholder: 'Topic', action, fills: 'name', options });
    const menu = row?.type === 'actions' ? row.elements[0] : undefined;
    expect(menu).toMatchObject({
      placeholder: { text: 'Topic (2 of 6)' },
      options: [{ value: 'short' }, { value: 'y'.repeat(75) }],
    });
    expect(decodeChoice(menu?.action_id ?? '', 'short')).toEqual({ ...action, args: { name: 'short' } });
  });
});

describe('files and forms on Slack', () => {
  test('a picture and a file are named in the message and handed over beside it', () => {
    const png = new Uint8Array([1, 2]);
    const { payload, files } = renderMessage(
      message(
        { type: 'image', source: { png, name: '../path.png' }, alt: 'My path' },
        { type: 'file', name: 'export.csv', mime: 'text/csv', content: 'a,b' },
      ),
      'private',
    );
    expect(files).toEqual([
      { name: '_path.png', mime: 'image/png', content: png },
      { name: 'export.csv', mime: 'text/csv', content: 'a,b' },
    ]);
    for (const { name } of files) expect(said(payload.blocks)).toContain(name);
  });

  test('any form is a modal that Slack takes, and carries what to run', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { payload, files } = render(form, 'private');
        expect(slackViewBreaches(payload)).toEqual([]);
        expect(files).toEqual([]);
        const id = 'callback_id' in payload ? (payload.callback_id ?? '') : '';
        expect(decodeAction(id)?.command).toBe(form.submit.command);
      }),
      { numRuns: 100 },
    );
  });
});
