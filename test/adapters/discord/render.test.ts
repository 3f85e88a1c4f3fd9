import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render, renderMessage } from '../../../src/adapters/discord/render.ts';
import { decodeAction, decodeChoice } from '../../../src/chat/action.ts';
import type { Block, ResourceCard } from '../../../src/chat/reply.ts';
import { code, heading, link, list, message, plain, quiet, strong, text } from '../../../src/chat/reply.ts';
import { anyText, anyUrl } from '../../support/arbitrary-text.ts';
import { readDiscord } from '../../support/discord-markdown.ts';
import { discordMessageBreaches, discordModalBreaches } from '../../support/discord-payload.ts';
import { anyForm, anyMessage } from '../../support/reply-arbitrary.ts';

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
/** What stands in the container. */
function inside(...blocks: Block[]) {
  const [container] = renderMessage(message(...blocks), 'private').payload.components;
  return container?.type === 17 ? container.components : [];
}
const words = (...blocks: Block[]) =>
  inside(...blocks)
    .flatMap((one) =>
      one.type === 10 ? [one.content] : one.type === 9 ? one.components.map((t) => t.content) : [],
    )
    .join('\n');

describe('a message on Discord', () => {
  test('any reply is one that Discord takes, with nothing live in it', () => {
    fc.assert(
      fc.property(anyMessage, fc.constantFrom('private', 'channel'), (any, visibility) => {
        expect(discordMessageBreaches(renderMessage(any, visibility).payload)).toEqual([]);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('a shared one says who shared it, whatever they are called, and Discord takes it', () => {
    fc.assert(
      fc.property(anyMessage, anyText, (any, sharedBy) => {
        expect(discordMessageBreaches(renderMessage(any, 'channel', { sharedBy }).payload)).toEqual([]);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('a private answer is for one person, a shared one for the channel', () => {
    expect(renderMessage(message(text('hi')), 'private').payload.flags & 64).toBe(64);
    expect(renderMessage(message(text('hi')), 'channel').payload.flags & 64).toBe(0);
  });

  test('a card is a bold numbered link, a small line of facts and what it is about, with a button to open it', () => {
    expect(inside(card(3, { note: 'Second edition.' }))).toEqual([
      {
        type: 9,
        components: [
          {
            type: 10,
            content: [
              '**3. [Title 3](https://example.org/3)**',
              '-# course · beginner · about 2 h · free · by Ada Lovelace',
              'What it is about, in a sentence or two.',
              '-# Note: Second edition.',
            ].join('\n'),
          },
        ],
        accessory: { type: 2, style: 5, label: 'Open', url: 'https://example.org/3' },
      },
    ]);
  });

  test('five cards have buttons and lines between them; ten lose those before they lose a card', () => {
    const cards = Array.from({ length: 10 }, (_, index) => card(index + 1));
    const few = inside(heading('Few'), ...cards.slice(0, 5), next).map(({ type }) => type);
    expect(few).toEqual([10, 9, 14, 9, 14, 9, 14, 9, 14, 9, 1]);
    const many = inside(heading('Many'), ...cards, next);
    expect(many.map(({ type }) => type)).toEqual([10, 1]);
    expect(readDiscord(words(heading('Many'), ...cards, next)).links.map(({ url }) => url)).toEqual(
      cards.map(({ url }) => url),
    );
  });

  test('what does not fit is counted, and the heading and the buttons stay', () => {
    const cards = Array.from({ length: 60 }, (_, index) => card(index + 1));
    const blocks = [heading('Many'), ...cards, next];
    expect(discordMessageBreaches(renderMessage(message(...blocks), 'private').payload)).toEqual([]);
    const read = readDiscord(words(...blocks));
    expect(read.links.length).toBeGreaterThan(10);
    expect(read.shown).toContain(`${60 - read.links.length} more do not fit here`);
    expect(read.shown.startsWith('Many')).toBe(true);
    expect(inside(...blocks).at(-1)?.type).toBe(1);
  });

  test('a heading whose part does not fit goes with it', () => {
    const long = text('word '.repeat(340));
    const written = words(heading('Top'), long, long, heading('Courses', 2), long);
    expect(written).not.toContain('Courses');
    expect(written).toContain('1 more does not fit here');
  });

  test('a message with nothing to see says so', () => {
    for (const blocks of [[], [text('\u200B \0')], [heading('')], [list('', ' ')]]) {
      expect(discordMessageBreaches(renderMessage(message(...blocks), 'private').payload)).toEqual([]);
      expect(words(...blocks)).toContain('nothing to show');
    }
  });
});

describe('content on Discord', () => {
  test('shows as it is: nothing in it formats, links, calls or begins a list', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        fc.pre(/[^\p{C}\p{Z}]/u.test(first));
        const read = readDiscord(words(text(plain(first), plain(second))));
        expect(read).toMatchObject({ links: [], starts: [], marks: [], live: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('reads the same as it was written', () => {
    const written = 'a*b*_c_ `d` [e](https://f.example) <@1> :wave: 1. x\n# not a heading\n- nor a list';
    expect(readDiscord(words(text(written))).shown).toBe(written);
  });

  test('a link goes where it says, whatever its title and address hold', () => {
    fc.assert(
      fc.property(anyText, anyUrl, (title, url) => {
        fc.pre(/[^\p{C}\p{Z}]/u.test(title));
        const read = readDiscord(words(text('See ', link(title, url))));
        expect(read.live).toEqual([]);
        expect(read.links.length).toBeLessThanOrEqual(1);
        for (const found of read.links) expect(new URL(found.url).host).toBe(new URL(url).host);
      }),
      { numRuns: 300 },
    );
  });

  test('an address that is not http(s) is shown as words', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'https://a:b@example.org/', '']) {
      expect(readDiscord(words(text(link('here', url)), card(1, { url }))).links).toEqual([]);
    }
  });

  test('bold, code and small text stay what they are', () => {
    const written = words(text(strong(' Covers '), 'x ', code('a`b')), quiet('two\nlines'));
    expect(written).toBe('**Covers** x `aˋb`\n-# two\n-# lines');
  });
});

describe('controls on Discord', () => {
  test('two buttons that do the same stay apart and mean the same', () => {
    const action = { command: 'resource', args: { query: 'docker' }, mode: 'reply' } as const;
    const buttons = Array.from({ length: 7 }, (_, index) => ({ label: `${index}`, action }));
    const rows = inside({ type: 'actions', buttons });
    const all = rows.flatMap((row) => (row.type === 1 ? row.components : []));
    const ids = all.map((one) => ('custom_id' in one ? one.custom_id : ''));
    expect(rows.map((row) => (row.type === 1 ? row.components.length : 0))).toEqual([5, 2]);
    expect(new Set(ids).size).toBe(7);
    for (const id of ids) expect(decodeAction(id)?.args).toEqual(action.args);
  });

  test('a page whose address is too long for a button becomes a link in the text', () => {
    const url = `https://example.org/${'x'.repeat(600)}`;
    const blocks = inside({ type: 'actions', buttons: [{ label: 'Certificate', url }] });
    expect(blocks).toEqual([{ type: 10, content: `[Certificate](${url})` }]);
  });

  test('a menu offers each id whole, says how many it leaves out, and decodes to the choice', () => {
    const options = Array.from({ length: 40 }, (_, index) => ({
      label: `Topic ${index}`,
      value: `t-${index}`,
    }));
    const action = { command: 'topic', args: {}, mode: 'reply' } as const;
    const [row] = inside({ type: 'select', placeholder: 'Topic', action, fills: 'name', options });
    const menu = row?.type === 1 ? row.components[0] : undefined;
    expect(menu).toMatchObject({ placeholder: 'Topic (25 of 40)' });
    const id = menu !== undefined && 'custom_id' in menu ? menu.custom_id : '';
    expect(decodeChoice(id, 't-3')).toEqual({ ...action, args: { name: 't-3' } });
  });
});

describe('files and forms on Discord', () => {
  test('a picture and a file are attached under names that Discord keeps', () => {
    const png = new Uint8Array([1, 2]);
    const { payload, files } = renderMessage(
      message(
        { type: 'image', source: { png, name: 'my path.png' }, alt: 'My path' },
        { type: 'file', name: 'my path.png', mime: 'text/csv', content: 'a,b' },
      ),
      'private',
    );
    expect(files.map(({ name }) => name)).toEqual(['my_path.png', '2-my_path.png']);
    expect(payload.attachments?.map(({ filename }) => filename)).toEqual(files.map(({ name }) => name));
    expect(discordMessageBreaches(payload)).toEqual([]);
  });

  test('any form is a modal that Discord takes, and carries what to run', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { payload, files } = render(form, 'private');
        expect(discordModalBreaches(payload)).toEqual([]);
        expect(files).toEqual([]);
        const id = 'custom_id' in payload ? payload.custom_id : '';
        expect(decodeAction(id)?.command).toBe(form.submit.command);
      }),
      { numRuns: 100 },
    );
  });
});
