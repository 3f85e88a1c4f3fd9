import { expect, it } from 'vitest';
import { createKeptReplies } from '../../src/chat/kept-replies.ts';
import { message, text } from '../../src/chat/reply.ts';

it('an answer is made once, and the same is given again', async () => {
  const kept = createKeptReplies();
  const first = await kept('a', async () => message(text('one')));
  expect(await kept('a', async () => message(text('two')))).toBe(first);
  expect(await kept('b', async () => message(text('two')))).toEqual(message(text('two')));
});

it('an answer that failed is made again', async () => {
  const kept = createKeptReplies();
  await expect(kept('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await kept('a', async () => message(text('well')))).toEqual(message(text('well')));
});

it('only the last few hundred are kept', async () => {
  const kept = createKeptReplies();
  const first = await kept('0', async () => message(text('first')));
  for (let index = 1; index <= 300; index++) await kept(String(index), async () => message());
  expect(await kept('0', async () => message(text('again')))).not.toBe(first);
});
