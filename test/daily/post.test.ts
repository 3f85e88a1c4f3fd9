import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Message } from '../../src/chat/reply.ts';
import { toText } from '../../src/chat/text.ts';
import { type Content, contentOf } from '../../src/daily/content.ts';
import { markAction, postMessage } from '../../src/daily/post.ts';
import { newId } from '../../src/store/ids.ts';
import { start } from '../../src/study/cursor.ts';
import { pick } from '../../src/study/pick.ts';
import { surfaces } from '../contract/surfaces.ts';
import { anyText } from '../support/arbitrary-text.ts';

const catalog = await loadCatalog(['catalog']);
/** As long as one can be. */
const id = newId(Temporal.Instant.from('2200-01-01T00:00:00Z'), () => 0.999_999_999).padEnd(22, 'z');

const target = { type: 'channel', workspace: 'T1', channel: 'C1' } as const;

const content: Content = {
  version: 1,
  item: 'step:docker-what',
  title: 'Step 2 of 6 in Docker',
  facts: ['topic 17 of 53', 'about 20 minutes', 'free', 'sitting 1 of 2'],
  reason: 'follows Shell; next is Kubernetes',
  do: 'Build an image.',
  resource: { title: 'Get started', url: 'https://docs.example/start' },
  part: 'part 2',
  alternative: { title: 'A tutorial', url: 'https://tutorial.example', facts: ['notes', 'free'] },
  check: 'What is a layer?',
  switchedOnBy: 'Ada',
  cursor: start,
};

/** Every step of the real catalog as a post, with all that a post may have. */
const everyStep = catalog.topics.flatMap((topic) =>
  topic.steps.map((step) => {
    const [alternative] = catalog.resources.toSorted((a, b) => b.title.length - a.title.length);
    if (alternative === undefined) throw new Error('the catalog is empty');
    return contentOf(
      {
        type: 'step',
        topic,
        step,
        sitting: { number: 1, of: 2 },
        alternative,
        minutes: 20,
        reason: 'r'.repeat(160),
        cursor: start,
      },
      { catalog, subscription: { target, announced: false, ownerName: 'Somebody With A Rather Long Name' } },
    );
  }),
);

const buttonsOf = ({ blocks }: Message) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.buttons : []));

describe('a daily post', () => {
  it('says all there is in short lines', () => {
    const tally = { done: 3, later: 1, 'too-easy': 0, save: 0, people: 4 };
    expect(toText(postMessage(content, { id, tally, commandName: 'mlops' }))).toBe(
      [
        'Step 2 of 6 in Docker',
        'topic 17 of 53 · about 20 minutes · free · sitting 1 of 2',
        '',
        'Build an image.',
        '',
        'Get started (https://docs.example/start), part 2',
        '',
        'Why today: follows Shell; next is Kubernetes.',
        'Or: A tutorial (https://tutorial.example) (notes, free)',
        'Switched on by Ada; /mlops daily status has the details.',
        '3 done · 1 later',
        '',
        'Buttons: Done, Later, Too easy, Save, Check yourself',
      ].join('\n'),
    );
  });

  it('names no command when it does not know what people type before it', () => {
    expect(toText(postMessage(content, { id }))).toContain('\nSwitched on by Ada.\n');
  });

  it('has no count while nobody has marked it, and no buttons in a preview', () => {
    const tally = { done: 0, later: 0, 'too-easy': 0, save: 0, people: 0 };
    expect(toText(postMessage(content, { id, tally }))).not.toContain('0 done');
    expect(buttonsOf(postMessage(content, { preview: true }))).toEqual([]);
  });

  it('of an entry can be too easy for nobody, and of a question gives hint and answer', () => {
    const { check: _, ...rest } = content;
    const labels = (one: Content) => buttonsOf(postMessage(one, { id })).map(({ label }) => label);
    expect(labels({ ...rest, item: 'resource:x' })).toEqual(['Done', 'Later', 'Save']);
    expect(labels({ ...rest, item: 'question:x', hint: 'h', answer: 'a' })).toEqual([
      'Done',
      'Later',
      'Save',
      'Hint and answer',
    ]);
  });

  it('fits a phone: at most 900 characters beside the addresses, with the longest of everything', () => {
    expect(everyStep.length).toBeGreaterThan(300);
    for (const one of everyStep) {
      const words = toText(postMessage(one, { id })).replaceAll(/ ?\(https?:\S+\)/g, '');
      expect(words.length, one.item).toBeLessThanOrEqual(900);
    }
  });

  it.each(surfaces)('looks right on $name', ({ show }) => {
    const real = everyStep.filter((_, index) => index % 29 === 0);
    for (const one of [content, ...real]) {
      const { breaches, written } = show(postMessage(one, { id }), 'channel');
      expect(breaches).toEqual([]);
      expect(written).not.toContain('not fit here');
    }
  });
});

describe('the buttons of a post', () => {
  it('carry its item and its id whole, for every step of the catalog', () => {
    for (const { item } of everyStep) {
      for (const as of ['done', 'later', 'too-easy', 'save', 'check']) {
        const action = markAction({ item }, as, id);
        expect(decodeAction(encodeAction(action))).toEqual(action);
        expect(action.args).toEqual({ item, as, post: id });
      }
    }
  });

  it('carry the id alone where both are too long', () => {
    for (const resource of catalog.resources) {
      const action = markAction({ item: `resource:${resource.id}` }, 'later', id);
      expect(action.args).toMatchObject({ as: 'later', post: id });
      expect(decodeAction(encodeAction(action))).toEqual(action);
    }
    fc.assert(
      fc.property(anyText, (item) => {
        const action = markAction({ item }, 'too-easy', id);
        expect(decodeAction(encodeAction(action))).toEqual(
          action.args.item === '' ? { ...action, args: { as: 'too-easy', post: id } } : action,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('come from every kind of pick', () => {
    for (const mode of [{ type: 'path' }, { type: 'practice' }, { type: 'random' }] as const) {
      const options = { mode, minutes: 20, advance: { by: 'days', marks: 1, days: 5 }, seed: 's' } as const;
      const picked = pick(catalog, start, new Map(), options);
      if (picked === undefined) throw new Error(`nothing for ${mode.type}`);
      const one = contentOf(picked, { catalog, subscription: { target, announced: true } });
      const buttons = buttonsOf(postMessage(one, { id }));
      expect(buttons.length).toBeGreaterThanOrEqual(3);
      expect(buttons.length).toBeLessThanOrEqual(5);
    }
  });
});
