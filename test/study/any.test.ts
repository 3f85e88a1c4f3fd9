import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/catalog/model.ts';
import { type Cursor, readCursor, start, writeCursor } from '../../src/study/cursor.ts';
import { ahead } from '../../src/study/path.ts';
import { type Pick, pick } from '../../src/study/pick.ts';
import { anyCatalog, anyDays, anyMarks, anyOptions, type Day } from './arbitrary.ts';
import { brief, noMarks, options } from './small.ts';

interface Post extends Day {
  before: Cursor;
  post: Pick;
}

/** The posts of some days, each from the cursor of the one before. */
function live(days: readonly Day[]): Post[] {
  let cursor = start;
  return days.flatMap((day) => {
    const before = cursor;
    const post = pick(day.catalog, before, day.marks, day.options);
    if (post === undefined) return [];
    cursor = post.cursor;
    return [{ ...day, before, post }];
  });
}

const walkOf = (cursor: Cursor, scope: string) => cursor.walks.find((walk) => walk.scope === scope);

/** Ids of what a walk goes through, in a catalog without choices. */
function stepsOf(catalog: Catalog, scope: string): string[] {
  const topics = catalog.path.stages.flatMap((stage) => stage.topics);
  return catalog.topics
    .filter(({ id }) => (scope === 'path' ? topics.includes(id) : scope === `topic:${id}`))
    .flatMap(({ steps }) => steps.map(({ id }) => id));
}

describe('whatever happens to the catalog, the marks and the options', () => {
  it('a post fits the minutes, and has a reason', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        for (const { post, options } of live(days)) {
          expect(post.minutes).toBeGreaterThan(0);
          expect(post.minutes).toBeLessThanOrEqual(options.minutes);
          expect(post.reason).toMatch(/^[a-z][^\n]{4,158}[^.\s]$/);
        }
      }),
    );
  });

  it('a step comes again only while it is not finished, or in a review when nothing else is left', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        for (const { post, before, catalog } of live(days)) {
          if (post.type !== 'step') continue;
          const { id } = post.step;
          const after = post.cursor.walks.at(-1);
          const scope = after?.scope ?? '';
          const walk = walkOf(before, scope) ?? walkOf(before, 'path');
          const goesOn = walk?.step === id && (post.sitting.number > 1 || after?.round === walk.round);
          if (!before.seen.includes(id) || goesOn) continue;
          const known = new Set([...before.seen, ...post.cursor.passed]);
          expect(stepsOf(catalog, scope).filter((one) => !known.has(one))).toEqual([]);
          expect(after?.shown.at(-1)).toBe(id);
          const sameRound = walkOf(before, scope)?.round === after?.round;
          expect(sameRound && walkOf(before, scope)?.shown.includes(id)).toBe(false);
        }
      }),
    );
  });

  it('sittings come one after the other, and are repeated only as long as the marks may take', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        for (const { post, before, options, marks } of live(days)) {
          if (post.type !== 'step') continue;
          const { number, of } = post.sitting;
          const begun = before.begun.find(({ step }) => step === post.step.id);
          expect(number).toBeLessThanOrEqual(of);
          if (number === begun?.sittings) {
            const isAgain = post.cursor.begun.at(-1)?.posts === begun.posts + 1;
            const done = marks.get(`step:${post.step.id}`)?.done ?? 0;
            if (!isAgain) continue;
            expect(options.advance).toMatchObject({ by: 'marks' });
            expect(begun.posts).toBeLessThan(options.advance.days);
            expect(done).toBeLessThan(options.advance.marks);
          } else if (number > 1) expect(begun?.sittings).toBe(number - 1);
        }
      }),
    );
  });

  it('there is a post if and only if there is something to post', () => {
    fc.assert(
      fc.property(anyCatalog(true), anyMarks, anyOptions, (catalog, marks, options) => {
        const { mode } = options;
        const inTopic = mode.type === 'topic' && stepsOf(catalog, `topic:${mode.topic}`).length > 0;
        const onPath = catalog.path.stages
          .flatMap(({ topics }) => topics)
          .flatMap((one) => (typeof one === 'string' ? [one] : one.choose_one))
          .some((id) => (catalog.topic(id)?.steps.length ?? 0) > 0);
        const byMode = {
          path: onPath,
          topic: inTopic || onPath,
          random: catalog.resources.length > 0,
          practice: false,
        };
        expect(pick(catalog, start, marks, options) !== undefined).toBe(byMode[mode.type]);
      }),
    );
  });

  it('nothing that goes in is changed, the same gives the same, and a cursor lives on as text', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        for (const { post, before, catalog, marks, options } of live(days)) {
          const copy = readCursor(writeCursor(before));
          const said = JSON.stringify([catalog, [...marks], options]);
          const again = pick(frozen(catalog), frozen(copy), marks, frozen(options));
          expect(again).toEqual(post);
          expect(JSON.stringify([catalog, [...marks], options])).toBe(said);
          expect(readCursor(writeCursor(post.cursor))).toEqual(post.cursor);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('seen steps stay seen, each once, and the cursor has no more than one place for each walk', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        for (const { post, before } of live(days)) {
          const { seen, walks, begun } = post.cursor;
          expect(seen.slice(0, before.seen.length)).toEqual(before.seen);
          expect(new Set(seen).size).toBe(seen.length);
          expect(new Set(walks.map(({ scope }) => scope)).size).toBe(walks.length);
          expect(begun.length).toBeLessThanOrEqual(walks.length);
        }
      }),
    );
  });
});

describe('a catalog that stays as it is', () => {
  it('is walked in its order, every step once in all its sittings, one topic of each choice', () => {
    fc.assert(
      fc.property(anyCatalog(true), fc.integer({ min: 10, max: 60 }), (catalog, minutes) => {
        const expected = catalog.path.stages
          .flatMap(({ topics }) => topics)
          .flatMap((entry) => {
            const ids = typeof entry === 'string' ? [entry] : entry.choose_one;
            return ids.map((id) => catalog.topic(id)?.steps ?? []).find((steps) => steps.length > 0) ?? [];
          })
          .flatMap((step) => {
            const of = Math.ceil(step.minutes / minutes);
            const length = Math.ceil(step.minutes / of);
            return Array.from(
              { length: of },
              (_, at) => `${of === 1 ? step.id : `${step.id} ${at + 1}/${of}`} ${length}`,
            );
          });
        const posts = ahead(catalog, start, noMarks, options({ minutes }), expected.length);
        expect(posts.map((one) => `${brief(one)} ${one.minutes}`)).toEqual(expected);
        const [next] = ahead(catalog, posts.at(-1)?.cursor ?? start, noMarks, options({ minutes }), 1);
        expect(next?.reason ?? 'begins review round 1').toMatch(/^begins review round 1/);
      }),
    );
  });
});

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const one of Object.values(value)) frozen(one);
  return value;
}
