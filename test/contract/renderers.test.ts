import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import {
  type Action,
  decodeAction,
  decodeChoice,
  encodeAction,
  encodeChoice,
} from '../../src/chat/action.ts';
import { type Block, heading, message, type Reply } from '../../src/chat/reply.ts';
import { createBot } from '../../src/commands/bot.ts';
import { resourceCard } from '../../src/commands/card.ts';
import { anyReply } from '../support/reply-arbitrary.ts';
import { temporaryStore } from '../support/store.ts';
import { type Shown, surfaces } from './surfaces.ts';
import { actionsOf, type Visit, walk } from './walk.ts';

const caller = {
  person: { platform: 'terminal', id: 'walker' },
  locale: 'en',
  may: async () => ({ may: true }) as const,
} as const;
const store = temporaryStore();
const cap = 6_000;
const errors: unknown[] = [];
let catalog: Catalog;
let visits: readonly Visit[] = [];

beforeAll(async () => {
  catalog = await loadCatalog(['catalog']);
  let drawn = 0;
  const bot = createBot({
    catalog,
    store,
    about: { version: '1.2.3', commandName: 'mlops' },
    now: () => Temporal.Instant.from('2026-02-03T10:00:00Z'),
    onError: (error) => errors.push(error),
    random: () => (drawn++ % 97) / 97,
  });
  visits = await walk(bot, caller, cap);
}, 60_000);

describe.each(surfaces)('the renderer for $name', ({ show, reread = () => [] }) => {
  test('takes any reply and writes nothing that the place refuses or misreads', () => {
    fc.assert(
      fc.property(anyReply, fc.constantFrom('private', 'channel'), (reply, visibility) => {
        expect([...show(reply, visibility).breaches, ...reread(reply)]).toEqual([]);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  test('shows every answer of the bot well, with its resources in their order and nothing left out', () => {
    const problems = visits.flatMap(({ how, answer: { reply, visibility, args } }) => {
      const shown = show(reply, visibility);
      const missing = args.limit === undefined ? missingIn(shown, reply) : [];
      return [...shown.breaches, ...missing].map((what) => `${how}: ${what}`);
    });
    expect(problems.slice(0, 20)).toEqual([]);
  });

  test('shows every entry of the catalog', () => {
    const cards = catalog.resources.map((resource, index) => resourceCard(resource, index + 1));
    const problems = cards.flatMap((_, index) => {
      if (index % 5 !== 0) return [];
      const reply = message(heading('Entries'), ...cards.slice(index, index + 5));
      const shown = show(reply, 'channel');
      return [...shown.breaches, ...missingIn(shown, reply), ...reread(reply)];
    });
    expect(problems).toEqual([]);
  });
});

describe('the answers of the bot', () => {
  test('were all seen, and none broke', () => {
    expect(errors).toEqual([]);
    expect(visits.length).toBeGreaterThan(500);
    expect(visits.length).toBeLessThan(cap);
  });

  test('show every resource on some page', () => {
    const shown = new Set(visits.flatMap(({ answer }) => cardIds(answer.reply)));
    expect(catalog.resources.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test('carry actions that come back as they were; only a long text may be cut, at a word', () => {
    const lost = visits.flatMap(({ how, answer: { reply } }) =>
      actionsOf(reply)
        .filter((action) => !survives(action))
        .map((action) => `${how}: ${JSON.stringify(action)}`),
    );
    expect([...new Set(lost)].slice(0, 10)).toEqual([]);
  });

  test('offer choices that every platform can carry whole', () => {
    for (const { how, answer } of visits) {
      for (const { action, fills, options } of selectsOf(answer.reply)) {
        const values = options.map(({ value }) => value);
        expect(values.length, how).toBeLessThanOrEqual(25);
        expect(new Set(values).size, how).toBe(values.length);
        for (const value of values) {
          expect(value.length, how).toBeLessThanOrEqual(75);
          const chosen = decodeChoice(encodeChoice(action, fills), value);
          expect(chosen, how).toEqual({ ...action, args: { ...action.args, [fills]: value } });
        }
      }
    }
  });
});

function survives(action: Action): boolean {
  const decoded = decodeAction(encodeAction(action));
  const args = Object.entries(action.args).map(([name, value]) => {
    const arrived = decoded?.args[name];
    const cut = typeof value === 'string' && value.length > 60 && typeof arrived === 'string';
    return [name, cut && value.startsWith(`${arrived} `) ? arrived : value];
  });
  return isDeepStrictEqual(decoded, { ...action, args: Object.fromEntries(args) });
}

function blocksOf(reply: Reply): readonly Block[] {
  return reply.type === 'message' ? reply.blocks : [];
}

function cardIds(reply: Reply): string[] {
  return blocksOf(reply).flatMap((block) => (block.type === 'resource' ? [block.id] : []));
}

function selectsOf(reply: Reply) {
  return blocksOf(reply).filter((block) => block.type === 'select');
}

/** The addresses that do not follow the one before, and the notice that something was left out. */
function missingIn({ written }: Shown, reply: Reply): string[] {
  const text = unencoded(written);
  let position = 0;
  const missing = blocksOf(reply)
    .flatMap(addressesOf)
    .filter((url) => {
      const found = text.indexOf(unencoded(url), position);
      if (found >= 0) position = found;
      return found < 0;
    });
  const left = text.includes('not fit here') ? ['something was left out'] : [];
  return [...missing.map((url) => `${url} is not where it should be`), ...left];
}

function addressesOf(block: Block): string[] {
  if (block.type === 'resource') return [block.url];
  if (block.type === 'step') return [block.resource.url];
  const inlines = block.type === 'text' ? block.inlines : block.type === 'list' ? block.items.flat() : [];
  return inlines.flatMap((inline) => (inline.type === 'link' ? [inline.url] : []));
}

/** Signs that a renderer may write as %28 and that mean the same. */
function unencoded(text: string): string {
  return text.replace(/%(2[27-9A]|3[CE]|5[B-E]|60|7[B-D])/gi, decodeURIComponent);
}
