import { expect, test } from 'vitest';
import { scene } from './scene.ts';

const names = Array.from({ length: 12 }, (_, index) => `person-${index}`);
const slack = scene({ troubled: true, workspace: { people: names } });

test('in a storm of messages and of 429 each is answered once, and none too early', async () => {
  const { people, workspace } = slack;
  const general = workspace.channel('general');
  const channels = [general, ...names.map((name) => workspace.dmOf(workspace.person(name)))];
  for (const { id } of channels.filter((_, index) => index % 3 === 0)) {
    workspace.limit('chat.postMessage', { retryAfter: 1, times: 2, channel: id });
  }
  const asked = await Promise.all([
    ...names.flatMap((name) =>
      ['docker', 'git', 'path'].map((line) => people.directMessage(workspace.person(name), line)),
    ),
    ...names.slice(0, 4).map((name) => people.mention(workspace.person(name), general, '@companion docker')),
  ]);
  expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200));
  const answers = () => channels.flatMap((channel) => workspace.messages(channel));
  await workspace.until(() => answers().length >= 40, 20_000);
  expect(answers()).toHaveLength(40);
  expect(new Set(answers().map(({ channel, thread_ts }) => `${channel} ${thread_ts}`)).size).toBe(40);
  // What was on its way when the first 429 of its channel came could not know of it.
  const limited = workspace.callsOf('chat.postMessage').filter(({ status }) => status === 429);
  const knew = workspace.early.filter(({ at, args }) => {
    const first = limited.find(({ args: { channel } }) => channel === args.channel);
    return at - (first?.at ?? at) > 500;
  });
  expect(knew).toEqual([]);
});
