import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { start, writeCursor } from '../../src/study/cursor.ts';
import { ahead, stepsOnPath } from '../../src/study/path.ts';
import { brief, days, noMarks, options } from './small.ts';

const catalog = await loadCatalog(['catalog']);
const groups = catalog.path.stages.flatMap(({ topics }) => topics).filter((one) => typeof one !== 'string');
const others = new Set(groups.flatMap(({ choose_one: [, ...rest] }) => rest));
const walked = stepsOnPath(catalog).filter(({ topic }) => !others.has(topic.id));

describe('the whole path of this catalog', () => {
  const posts = days(catalog, walked.length + 31, { minutes: 45 });

  it('is walked to its end in its order, every step once', () => {
    expect(stepsOnPath(catalog)).toHaveLength(318);
    expect(others).toEqual(new Set(['gcp', 'azure']));
    expect(posts.slice(0, walked.length).map(brief)).toEqual(walked.map(({ step }) => step.id));
  });

  it('ends with a round of 30 hard steps, and then another', () => {
    const round = posts.slice(walked.length, walked.length + 30);
    expect(new Set(round.map(brief)).size).toBe(30);
    expect(round[0]?.reason).toMatch(/^begins review round 1/);
    expect(posts.at(-1)?.reason).toMatch(/^begins review round 2/);
  });

  it('has an alternative for every step, and its reasons leave nothing out', () => {
    const missing = posts.filter((one) => one.type === 'step' && one.alternative === undefined);
    expect(missing.map(brief)).toEqual([]);
    const aws = posts.find((one) => one.type === 'step' && one.topic.id === 'aws');
    expect(aws?.reason).toBe(
      'follows CI/CD; AWS stands for a choice of 3 here: mode topic:gcp or topic:azure takes another',
    );
  });

  it('leaves a cursor that is small enough for a row', () => {
    expect(writeCursor(posts.at(-1)?.cursor ?? start).length).toBeLessThan(12_000);
    const drawn = days(catalog, catalog.resources.length, { mode: { type: 'random' } });
    expect(new Set(drawn.map(brief)).size).toBe(catalog.resources.length);
    expect(writeCursor(drawn.at(-1)?.cursor ?? start).length).toBeLessThan(12_000);
  });

  it('can be looked at from any place', () => {
    const [post] = days(catalog, 1);
    expect(ahead(catalog, post?.cursor ?? start, noMarks, options(), 2).map(brief)).toEqual([
      'git-first-commits 1/2',
      'git-first-commits 2/2',
    ]);
  });
});
