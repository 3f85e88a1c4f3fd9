import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/catalog/create.ts';
import type { Question } from '../../src/catalog/model.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Caller } from '../../src/chat/command.ts';
import { toText } from '../../src/chat/text.ts';
import type { Content } from '../../src/daily/content.ts';
import { markAction } from '../../src/daily/post.ts';
import { marksOf } from '../../src/store/marks.ts';
import { blocksOf, headingsOf, realCatalog } from './bot.ts';
import { addPost, content, member, readable } from './member.ts';
import { labelsOf, linesOf, progressOf, somebody, store } from './somebody.ts';

const step = { id: 'step:git-why', label: 'Step 1 of 6 in Version control with Git' };

/** A channel with a post that has just come, and a way to press its buttons. */
async function withPost(scene: Parameters<typeof member>[0] = {}, pick: Content = content) {
  const ada = member(scene);
  await ada.press(await ada.type('daily on'), 'Confirm');
  const one = await ada.subscription();
  const post = await addPost(one?.id ?? '', { date: '2026-10-22', pick });
  const press = (as: string, caller: Caller = ada.caller) => {
    const action = decodeAction(encodeAction(markAction(pick, as, post)));
    if (action === undefined) throw new Error(`${as} carries nothing`);
    return ada.dispatcher.press(action, caller);
  };
  return { ...ada, post, press, pressOn: ada.press };
}

const originalOf = ({ reply }: Awaited<ReturnType<Awaited<ReturnType<typeof withPost>>['press']>>) =>
  reply.type === 'message' && reply.original !== undefined ? toText(reply.original) : undefined;

describe('a press on a daily post', () => {
  it.each([
    ['done', `Marked ${step.label} as done.`, '1 done'],
    ['later', `${step.label} is kept for later.`, '1 later'],
    ['too-easy', `${step.label} was too easy.`, '1 too easy'],
    ['save', `${step.label} is saved.`, '1 saved'],
  ])('marks it %s, says so to the one who pressed, and shows the count to all', async (as, said, count) => {
    const { press, caller } = await withPost();
    const answer = await press(as);
    expect(answer).toMatchObject({ command: 'done', visibility: 'private' });
    expect(readable(answer).startsWith(said), readable(answer)).toBe(true);
    expect(originalOf(answer)).toContain(`\n${count}\n`);
    expect(originalOf(answer)).toContain('Draw the three kinds');
    const [mark, ...more] = await store.read((db) => marksOf(db, caller.person));
    const { workspace, channel } = caller.place ?? {};
    expect(mark).toMatchObject({ item: step.id, kind: as, place: { workspace, channel } });
    expect(more).toEqual([]);
  });

  it('counts each person once, and each mark', async () => {
    const { press, caller } = await withPost();
    await press('done');
    await press('later');
    expect(readable(await press('later'))).toMatch(/^You had marked it already, on 22 October: Step 1/);
    const bob = member({ beside: { caller }, name: 'Bob' }).caller;
    expect(originalOf(await press('done', bob))).toContain('\n2 done · 1 later\n');
  });

  it('keeps the buttons of the post with its id on it', async () => {
    const { press, post } = await withPost();
    const { reply } = await press('done');
    const original = reply.type === 'message' ? reply.original : undefined;
    const buttons =
      original?.blocks.flatMap((block) => (block.type === 'actions' ? block.buttons : [])) ?? [];
    expect(buttons.map(({ label }) => label)).toEqual([
      'Done',
      'Later',
      'Too easy',
      'Save',
      'Check yourself',
    ]);
    for (const button of buttons) {
      if ('action' in button) expect(button.action.args).toMatchObject({ post, item: step.id });
    }
  });

  it('says what comes next, and how far one is', async () => {
    const { press } = await withPost();
    const done = await press('done');
    expect(blocksOf(done, 'step').map(({ id }) => id)).toEqual(['git-first-commits']);
    expect(progressOf(done)[0]).toEqual([1, 6]);
    expect(labelsOf(done)[0]).toBe('This is done too');
    const easy = await press('too-easy');
    expect(labelsOf(easy)[0]).toBe('Mark this as done');
    expect(readable(easy)).toMatch(
      /more than half of those who mark it say so.*Version control with Git’s beginner steps/,
    );
  });

  it('of one who had done it elsewhere counts here too', async () => {
    const { press, caller, dispatcher, time } = await withPost();
    const { place: _, ...anywhere } = caller;
    await dispatcher.call('done', { item: 'git-why' }, anywhere);
    time.now = time.now.add({ hours: 48 });
    const answer = await press('done');
    expect(readable(answer)).toMatch(/as done on 22 October; now it counts here too/);
    expect(originalOf(answer)).toContain('\n1 done\n');
    expect(linesOf(await dispatcher.call('done', {}, caller))).toHaveLength(1);
  });

  it('still means the same when the step has left the catalog', async () => {
    const without = createCatalog({
      path: realCatalog.path,
      topics: realCatalog.topics.filter(({ id }) => id !== 'git'),
    });
    const { press, dispatcher, caller } = await withPost({ catalog: without });
    const answer = await press('done');
    expect(readable(answer)).toMatch(/^Marked Step 1 of 6 in Version control with Git as done/);
    expect(originalOf(answer)).toContain('\n1 done\n');
    expect(linesOf(await dispatcher.call('done', {}, caller))[0]).toMatch(
      /^step:git-why – no longer in the catalog/,
    );
  });

  it('goes by its item once the post is no longer kept, and then leaves the message as it is', async () => {
    const { press, post } = await withPost();
    await store.write((db) => db.deleteFrom('post').where('id', '=', post).execute());
    const answer = await press('later');
    expect(readable(answer)).toMatch(/is kept for later/);
    expect(originalOf(answer)).toBeUndefined();
  });

  it.each([
    { as: 'later' },
    { as: 'done', post: 'gone' },
    { as: 'done', post: 'gone', item: 'step:of-another-time' },
    { as: 'check', item: 'topic:docker' },
    { as: 'nonsense', item: step.id },
  ])('says what to type when nothing is known of it: %j', async (args) => {
    const { dispatcher, caller, items } = somebody();
    const answer = await dispatcher.call('done', args, caller);
    expect(readable(answer)).toMatch(/no longer know what this post was about.*type \/mlops done/);
    expect(await items()).toEqual([]);
  });

  it('reads no post that was written in another way', async () => {
    const { post, dispatcher, caller } = await withPost();
    await store.write((db) =>
      db.updateTable('post').set({ pick: '{"version":9}' }).where('id', '=', post).execute(),
    );
    expect(
      originalOf(await dispatcher.call('done', { as: 'done', item: step.id, post }, caller)),
    ).toBeUndefined();
  });

  it('shows no counts on a person’s own', async () => {
    const { press } = await withPost({ kind: 'direct' });
    const original = originalOf(await press('done'));
    expect(original).toContain('Draw the three kinds');
    expect(original).not.toContain('1 done');
  });
});

describe('Check yourself', () => {
  it('asks in private, and marks nothing before Done', async () => {
    const { press, pressOn, items } = await withPost();
    const answer = await press('check');
    expect(answer.visibility).toBe('private');
    expect(readable(answer)).toMatch(
      /Where does the whole history lie\?[\s\S]*Answer it for yourself, then press Done/,
    );
    expect(originalOf(answer)).toBeUndefined();
    expect(await items()).toEqual([]);
    // On the private card nobody sees the post's own count.
    const done = await pressOn(answer, 'Done');
    expect(readable(done)).toContain('In this channel by now: 1 done.');
    expect(originalOf(done)).toContain('\n1 done\n');
  });

  it('asks what the catalog has once the post is no longer kept', async () => {
    const { dispatcher, caller } = somebody();
    const answer = await dispatcher.call('done', { as: 'check', item: step.id, post: 'gone' }, caller);
    const check = realCatalog.topic('git')?.steps.find(({ id }) => id === 'git-why')?.check ?? '';
    expect(readable(answer)).toContain(check);
  });

  const question: Question = {
    id: 'why-drift',
    question: 'Why does a model get worse?',
    hint: 'The world.',
    answer: 'What it sees changes.',
    level: 'beginner',
    topics: ['git'],
    kind: 'concept',
    resources: [],
  };

  it('gives hint and answer of a question, from the post or from the catalog', async () => {
    const catalog = createCatalog({
      path: realCatalog.path,
      topics: realCatalog.topics,
      questions: [question],
    });
    const { check: _, ...rest } = content;
    const { hint, answer } = question;
    const asked: Content = { ...rest, item: 'question:why-drift', do: question.question, hint, answer };
    const { press, dispatcher, caller } = await withPost({ catalog }, asked);
    for (const one of [
      await press('check'),
      await dispatcher.call('done', { as: 'check', item: asked.item }, caller),
    ]) {
      expect(headingsOf(one)).toEqual([question.question]);
      expect(readable(one)).toMatch(/Hint: The world\.\s+Answer: What it sees changes\./);
    }
    expect(readable(await press('done'))).toMatch(/^Marked Why does a model get worse\? as done/);
    expect(linesOf(await dispatcher.call('done', {}, caller))[0]).toMatch(
      /^Why does a model get worse\? – question/,
    );
  });
});

describe('the lists of what one marked', () => {
  it('are reached from each other and from the mark', async () => {
    const { press, pressOn, type } = await withPost();
    expect(labelsOf(await type('done'))).toEqual(expect.arrayContaining(['The path']));
    const saved = await pressOn(await press('save'), 'All you saved');
    expect(headingsOf(saved)).toEqual(['What you saved']);
    expect(linesOf(saved)).toEqual([expect.stringContaining(step.label)]);
    const later = await pressOn(saved, 'All you kept for later');
    expect(readable(later)).toMatch(/Press Later on a daily post/);
    await press('later');
    expect(headingsOf(await pressOn(await press('later'), 'All you kept for later'))).toEqual([
      'What you kept for later',
    ]);
    await press('done');
    expect(labelsOf(await type('done'))).toEqual(
      expect.arrayContaining(['All you saved', 'All you kept for later']),
    );
  });

  it('have pages', async () => {
    const { dispatcher, caller, press } = somebody();
    for (const { id } of realCatalog.topics.slice(0, 12)) {
      await dispatcher.call('done', { as: 'save', item: `topic:${id}` }, caller);
    }
    const first = await dispatcher.call('done', { show: 'save' }, caller);
    const second = await press(first, 'Next');
    expect([linesOf(first).length, linesOf(second).length]).toEqual([10, 2]);
    expect(headingsOf(second)).toEqual(['What you saved']);
  });

  it('do not take words of a title for a mark', async () => {
    const { type, items } = somebody();
    await type('done save later check docker');
    expect(await items()).toEqual([]);
  });
});
