import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Question } from '../../src/catalog/model.ts';
import {
  type Content,
  contentOf,
  nextContent,
  readContent,
  type Wanted,
  writeContent,
} from '../../src/daily/content.ts';
import { start } from '../../src/study/cursor.ts';
import { anyText } from '../support/arbitrary-text.ts';

const catalog = await loadCatalog(['catalog']);
const wanted: Wanted = {
  platform: 'slack',
  target: { type: 'channel', workspace: 'T1', channel: 'C1' },
  options: { mode: { type: 'path' }, minutes: 10, advance: { by: 'days', marks: 1, days: 5 }, thread: false },
  cursor: start,
  announced: false,
  ownerName: 'Ada',
};
const nobody = new Map();

function next(more: Partial<Wanted> = {}, from = catalog): Content {
  const content = nextContent(from, { ...wanted, ...more }, nobody);
  if (content === undefined) throw new Error('nothing comes next');
  return content;
}

const mode = (mode: Wanted['options']['mode']) => ({ options: { ...wanted.options, mode } });

const anyContent: fc.Arbitrary<Content> = fc.record(
  {
    version: fc.constant(1 as const),
    item: anyText,
    title: anyText,
    facts: fc.array(anyText, { maxLength: 4 }),
    reason: anyText,
    do: anyText,
    resource: fc.record({ title: anyText, url: fc.webUrl() }),
    part: anyText,
    alternative: fc.record({ title: anyText, url: fc.webUrl(), facts: fc.array(anyText, { maxLength: 3 }) }),
    check: anyText,
    hint: anyText,
    answer: anyText,
    switchedOnBy: anyText,
    topic: anyText,
    cursor: fc.constant(start),
  },
  { requiredKeys: ['version', 'item', 'title', 'facts', 'reason', 'do', 'cursor'] },
);

describe('what a post shows', () => {
  it('of a step: where it stands, how long it takes, what to do, and why today', () => {
    const content = next(mode({ type: 'topic', topic: 'docker' }));
    const docker = catalog.topic('docker');
    const [step] = docker?.steps ?? [];
    expect(content).toMatchObject({
      item: `step:${step?.id}`,
      title: `Step 1 of ${docker?.steps.length} in Docker and containers`,
      facts: ['topic 19 of 53', 'about 10 minutes', 'free', 'sitting 1 of 3'],
      do: step?.do,
      check: step?.check,
      topic: 'docker',
      switchedOnBy: 'Ada',
    });
    expect(content.resource?.url).toMatch(/^https:/);
    expect(content.alternative?.url).not.toBe(content.resource?.url);
    expect(content.cursor).not.toEqual(start);
  });

  it('says once who switched it on, and not when nobody knows the name', () => {
    expect(next({ announced: true }).switchedOnBy).toBeUndefined();
    const { ownerName: _, ...nameless } = wanted;
    expect(nextContent(catalog, nameless, nobody)?.switchedOnBy).toBeUndefined();
    const own = next({ target: { type: 'person', workspace: 'T1', person: 'U1' } });
    expect(own.switchedOnBy).toBeUndefined();
  });

  it('of an entry and of a question', () => {
    const question: Question = {
      id: 'q',
      question: 'Why?',
      hint: 'Think.',
      answer: 'Because.',
      level: 'beginner',
      topics: ['git'],
      kind: 'concept',
      resources: [],
    };
    expect(next(mode({ type: 'random' }))).toMatchObject({
      item: expect.stringMatching(/^resource:/),
      title: expect.stringMatching(/^(Try this today|Practice of the day)$/),
    });
    expect(next(mode({ type: 'practice' }), createCatalog({ questions: [question] }))).toMatchObject({
      item: 'question:q',
      title: 'Question of the day',
      do: 'Why?',
      hint: 'Think.',
      answer: 'Because.',
      topic: 'git',
    });
  });

  it('is nothing where the catalog has nothing', () => {
    expect(nextContent(createCatalog({}), wanted, nobody)).toBeUndefined();
  });

  it('lacks a link where the entry has left the catalog', () => {
    const [topic] = catalog.topics;
    if (topic === undefined) throw new Error('the catalog is empty');
    const [step] = topic.steps;
    if (step === undefined) throw new Error('it has no steps');
    const content = contentOf(
      { type: 'step', topic, step, sitting: { number: 1, of: 1 }, minutes: 10, reason: 'so', cursor: start },
      { catalog: createCatalog({ topics: [topic] }), subscription: wanted },
    );
    expect(content.resource).toBeUndefined();
    expect(content.facts).toEqual(['topic 1 of 1', 'about 10 minutes']);
  });

  it('is drawn for each channel in another order, the same before and after it is switched on', () => {
    const drawn = (channel: string) =>
      next({ ...mode({ type: 'random' }), target: { type: 'channel', workspace: 'T1', channel } }).item;
    const items = Array.from({ length: 8 }, (_, index) => drawn(`C${index}`));
    expect(new Set(items).size).toBeGreaterThan(1);
    expect(items[0]).toBe(drawn('C0'));
  });
});

describe('a written content', () => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        expect(readContent(writeContent(content))).toEqual(content);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the place on the path', () => {
    const content = next();
    expect(readContent(writeContent(content))?.cursor).toEqual(content.cursor);
  });

  it('is nothing else', () => {
    for (const json of ['', 'null', '{}', '[]', '{"version":2}', JSON.stringify({ ...next(), do: 7 })]) {
      expect(readContent(json)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (json) => {
        expect(readContent(json)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
