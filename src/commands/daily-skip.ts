import type { Command } from '../chat/command.ts';
import { heading, message, quiet, text } from '../chat/reply.ts';
import { runAfterDate } from '../daily/schedule.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { asIs, changeDaily, type Decision, nextOf } from './daily-change.ts';
import { buttonsOf, dailyButton } from './daily-here.ts';
import { forOption } from './daily-options.ts';
import { changeableAlone, otherOption } from './daily-other.ts';
import { comingRun, sayNext } from './daily-say.ts';
import type { Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';

export const dailySkip: Command<Deps> = {
  name: 'skip',
  group: 'daily',
  summary: 'Leave out the next daily post',
  examples: ['daily skip'],
  options: [
    forOption,
    // Of a button: pressed twice it leaves out one post.
    { name: 'date', type: 'text', summary: 'the day that is left out', hidden: true },
    otherOption,
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const alone = {
      says: 'daily skip leaves out the next post alone.',
      label: 'Skip the next',
      part: 'skip',
    };
    const found = await changeableAlone(args, { caller, deps }, alone);
    if ('says' in found) return found.says;
    const { whose } = found;
    const asked = { whose, by: caller.name ?? 'somebody', date: textOf(args, 'date') };
    return changeDaily({ found, now, decide: (one, last) => skip(one, last, asked) }, deps);
  },
};

function skip(
  one: Subscription,
  last: Post | undefined,
  { whose, by, date }: { whose: Whose; by: string; date: string },
): Decision {
  const run = comingRun(one, last);
  if (one.state === 'off' || run === undefined) {
    const [label, command] = one.state === 'off' ? ['Switch it on', 'on'] : ['Resume', 'resume'];
    const held = one.state === 'off' ? 'off' : 'paused';
    const button = { ...dailyButton(whose, label, command), style: 'primary' as const };
    return {
      says: message(text(`It is ${held}, so no post comes that could be left out.`), buttonsOf(button)),
    };
  }
  const status = dailyButton(whose, 'Status', 'status');
  if (date !== '' && date !== run.date.toString()) {
    return {
      says: message(
        text(`That one does not come any more. The next post comes on ${sayNext(run, one)}.`),
        buttonsOf(status),
      ),
    };
  }
  const after = runAfterDate(one.schedule, run.date);
  const says = message(
    heading('Left out'),
    text(`No post comes on ${sayNext(run, one)}.`),
    after === undefined ? undefined : text(`The next one comes on ${sayNext(after, one)}.`),
    quiet('The path waits: it goes on with the same step.'),
    buttonsOf(status),
  );
  const leftOut = { run, reason: `skipped by ${by}` };
  return { to: { ...asIs(one), ...nextOf(after) }, leftOut, says };
}
