import { expect, it } from 'vitest';
import { createKeptReplies } from '../../src/chat/kept-replies.ts';
import { message, text } from '../../src/chat/reply.ts';

const saying = (words: string) => async () => message(text(words));

it('an answer is given again from the second time on', async () => {
  const kept = createKeptReplies();
  expect(await kept('a', saying('one'))).toEqual(message(text('one')));
  const second = await kept('a', saying('two'));
  expect(second).toEqual(message(text('two')));
  expect(await kept('a', saying('three'))).toBe(second);
  expect(await kept('b', saying('three'))).toEqual(message(text('three')));
});

it('an answer that failed is made again', async () => {
  const kept = createKeptReplies();
  for (const _ of [1, 2]) {
    await expect(kept('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  }
  expect(await kept('a', saying('well'))).toEqual(message(text('well')));
});

it('only the last few hundred are kept', async () => {
  const kept = createKeptReplies();
  const askTwice = async (key: string) => {
    await kept(key, saying('once'));
    return kept(key, saying('twice'));
  };
  const first = await askTwice('0');
  for (let index = 1; index <= 300; index++) await askTwice(String(index));
  expect(await kept('0', saying('again'))).not.toBe(first);
});
