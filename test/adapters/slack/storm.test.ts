import { expect, test } from 'vitest';
import { scene } from './scene.ts';

const slack = scene({ troubled: true });

test('in a storm of messages and of 429 each is answered once, and none too early', async () => {
  const { people, workspace } = slack;
  const names = ['ada', 'grace', 'mary'];
  const general = workspace.channel('general');
  workspace.limit('chat.postMessage', { retryAfter: 1, times: 2, channel: general.id });
  await Promise.all([
    ...names.flatMap((name) =>
      ['docker', 'git', 'path'].map((line) => people.directMessage(workspace.person(name), line)),
    ),
    ...names.map((name) => people.mention(workspace.person(name), general, '@companion docker')),
  ]);
  const answers = () => [
    ...workspace.messages(general),
    ...names.flatMap((name) => workspace.messages(workspace.dmOf(workspace.person(name)))),
  ];
  await workspace.until(() => answers().length >= 12, 15_000);
  expect(answers()).toHaveLength(12);
  expect(new Set(answers().map(({ thread_ts }) => thread_ts)).size).toBe(12);
  // What was on its way when the first 429 came could not know of it.
  const after = workspace.early.filter(({ at }) => at - (workspace.early[0]?.at ?? 0) > 100);
  expect(after.map(({ at, method }) => [at, method])).toEqual([]);
});
