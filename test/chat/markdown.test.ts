import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { cleanText, webUrl } from '../../src/chat/clean.ts';
import { toMarkdown } from '../../src/chat/markdown.ts';
import {
  code,
  heading,
  type Inline,
  link,
  list,
  message,
  plain,
  type Reply,
  strong,
  text,
} from '../../src/chat/reply.ts';
import { anyText, anyUrl } from '../support/arbitrary-text.ts';
import { anyReply } from '../support/reply-arbitrary.ts';

const parser = unified().use(remarkParse).use(remarkGfm);
const parse = (markdown: string): Root => parser.parse(markdown);

describe('Markdown', () => {
  it('keeps the space at the ends of what stands out', () => {
    const reply = message(text('a', strong(' b '), code(' c '), link(' d ', 'https://example.org/'), 'e'));
    expect(toMarkdown(reply)).toBe('a **b** `c` [d](<https://example.org/>) e');
  });

  it('is readable as it stands', () => {
    const reply = message(
      heading('Docker'),
      text('Type ', code('help'), ' or ', strong('read'), ' ', link('it', 'https://example.org/a_b'), '.'),
      { ...list('one', 'two'), ordered: true, start: 6 },
      { type: 'divider' },
      heading('More', 2),
      {
        type: 'resource',
        number: 1,
        id: 'x',
        title: 'Get started',
        url: 'https://example.org/',
        facts: ['docs', 'free'],
        by: 'Docker',
        description: 'Images and containers.',
      },
      { type: 'image', source: { url: 'https://example.org/p.png' }, alt: 'A map' },
      { type: 'actions', buttons: [{ label: 'Source', url: 'https://example.org/s' }] },
    );
    expect(toMarkdown(reply)).toBe(
      [
        '# Docker',
        'Type `help` or **read** [it](<https://example.org/a_b>).',
        '6. one\n7. two',
        '---',
        '## More',
        '**1.** **[Get started](<https://example.org/>)**\\\ndocs · free\\\n**By:** Docker\\\nImages and containers.',
        '![A map](<https://example.org/p.png>)',
        'Buttons: [Source](<https://example.org/s>)',
      ].join('\n\n'),
    );
  });

  it.each([
    ['1. not a list'],
    ['- not a list'],
    ['+ 2) neither'],
    ['# no heading #'],
    ['> no quote'],
    ['---'],
    ['==='],
    ['    no code'],
    ['a\n---\nb\n===\n1) c\n# d'],
    ['| a | b |\n| - | - |'],
    ['a\n:-'],
    ['[x]: https://evil.example'],
    ['[^1]: note'],
    ['a@b.example mailto:a@b.example'],
    ['http://evil.example https://evil.example www.evil.example WWW.evil.example'],
    ['&lt;b&gt; &#64;'],
    ['$x$ ~~y~~ ~z~'],
    ['ends with \\'],
    ['!'],
  ])('shows %j as it is', (given) => {
    const root = parse(toMarkdown(message(text(given))));
    expect(root.children.map(({ type }) => type)).toEqual(['paragraph']);
    expect(typesIn(root)).toEqual(
      expect.not.arrayContaining(['link', 'html', 'emphasis', 'delete', 'table']),
    );
    expect(squash(textOf(root))).toBe(squash(given));
    const item = parse(toMarkdown(message(list(given))));
    expect(typesIn(item).filter((type) => type === 'list')).toHaveLength(1);
    expect(squash(textOf(item))).toBe(squash(given));
    const title = parse(toMarkdown(message(heading(given))));
    expect(title.children.map(({ type }) => type)).toEqual(['heading']);
    expect(squash(textOf(title))).toBe(squash(given));
  });

  it('mentions nobody, even where mentions are read from the finished text', () => {
    expect(textOf(parse(toMarkdown(message(text('@octocat and @org/team')))))).not.toMatch(/@\w/);
  });

  it('keeps an exclamation mark before a link from making a picture of it', () => {
    const root = parse(toMarkdown(message(text('Look!', link('here', 'https://example.org/')))));
    expect(typesIn(root)).not.toContain('image');
    expect(textOf(root)).toBe('Look!here');
  });

  it('keeps two lists apart', () => {
    const root = parse(toMarkdown(message(list('a'), list('b'), ordered('c'), ordered('d'))));
    expect(root.children.map(({ type }) => type)).toEqual(['list', 'list', 'list', 'list']);
  });

  it('makes words bold wherever Markdown can', () => {
    const root = parse(toMarkdown(message(text('Did you mean ', strong('docker'), '?', strong('Needs: ')))));
    expect(typesIn(root).filter((type) => type === 'strong')).toHaveLength(2);
  });

  const anyInline: fc.Arbitrary<Inline> = fc.oneof(
    anyText.map(plain),
    anyText.map(strong),
    anyText.map(code),
    fc.tuple(anyText, anyUrl).map(([shown, url]) => link(shown, url)),
    fc.constantFrom('a', ' ', '!', '(b)', 'http:', '//x.example', 'w', 'ww.x.example', '`', '*').map(plain),
    fc.constantFrom('a', '(b)', '`', '*', '@', 'x.example').map(strong),
    fc.constantFrom('`', 'a``b', ' ', 'x').map(code),
  );

  it('gives every word of any text back, with no link but its own', () => {
    fc.assert(
      fc.property(fc.array(anyInline, { maxLength: 6 }), (inlines) => {
        const root = parse(toMarkdown(message({ type: 'text', inlines })));
        expect(squash(textOf(root))).toBe(squash(inlines.map(shownOf).join('')));
        expect(urlsIn(root)).toEqual(
          inlines.flatMap((inline) => (inline.type === 'link' ? (normal(inline.url) ?? []) : [])),
        );
        expect(typesIn(root).filter((type) => !inlineTypes.includes(type))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every word of a card back', () => {
    fc.assert(
      fc.property(anyText, anyUrl, anyText, (title, url, words) => {
        const card = {
          type: 'resource',
          id: 'x',
          title,
          url,
          facts: [words],
          by: words,
          description: words,
        } as const;
        const all = squash(textOf(parse(toMarkdown(message({ ...card, number: 3, note: words })))));
        const by = squash(words) === '' ? '' : `By:${squash(words)}`;
        const note = squash(words) === '' ? '' : `Note:${squash(words)}`;
        expect(all).toContain(squash(title));
        expect(all.endsWith(squash(words) + by + squash(words) + note)).toBe(true);
      }),
    );
  });

  it('never makes HTML, a quote, a table or code of what a reply says', () => {
    fc.assert(
      fc.property(anyReply.map(short), (reply) => {
        const root = parse(toMarkdown(reply));
        expect(typesIn(root).filter((type) => !replyTypes.includes(type))).toEqual([]);
        for (const url of urlsIn(root)) expect(url).toMatch(/^https?:/i);
      }),
      { numRuns: 40 },
    );
  });
});

const inlineTypes = ['root', 'paragraph', 'text', 'strong', 'inlineCode', 'link', 'break'];
const replyTypes = [...inlineTypes, 'heading', 'list', 'listItem', 'thematicBreak', 'image'];

/** The parser is slow on the longest replies, and another block brings nothing new. */
function short(reply: Reply): Reply {
  return reply.type === 'form' ? reply : { ...reply, blocks: reply.blocks.slice(0, 8) };
}

function ordered(item: string) {
  return { ...list(item), ordered: true };
}

function shownOf(inline: Inline): string {
  const url = inline.type === 'link' ? webUrl(inline.url) : undefined;
  return squash(inline.text) === '' && url !== undefined ? url : inline.text;
}

/** Without white space, and without the invisible joiners that stop automatic links. */
function squash(given: string): string {
  return cleanText(given).replace(/[\s\u2060]+/gu, '');
}

function normal(url: string): string | undefined {
  const shown = webUrl(url);
  return shown === undefined ? undefined : new URL(shown).href;
}

function nodesIn(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodesIn)] : [node];
}

function typesIn(root: Root): string[] {
  return nodesIn(root).map(({ type }) => type);
}

function urlsIn(root: Root): string[] {
  return nodesIn(root).flatMap((node) => (node.type === 'link' ? [new URL(node.url).href] : []));
}

function textOf(root: Root): string {
  return nodesIn(root)
    .map((node) => ('value' in node ? node.value : node.type === 'break' ? '\n' : ''))
    .join('');
}
