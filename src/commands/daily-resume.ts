import type { Access, Command } from '../chat/command.ts';
import { heading, type Message, message, quiet, text } from '../chat/reply.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { asIs, changeDaily, type Decision, nextOf, runFrom } from './daily-change.ts';
import { buttonsOf, dailyButton } from './daily-here.ts';
import { forOption } from './daily-options.ts';
import { changeableAlone, otherOption } from './daily-other.ts';
import { comingRun, sayNext } from './daily-say.ts';
import type { Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';

export const dailyResume: Command<Deps> = {
  name: 'resume',
  group: 'daily',
  summary: 'Let a paused daily post go on',
  examples: ['daily resume'],
  options: [forOption, otherOption],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const alone = { says: 'daily resume lets a paused one go on at once.', label: 'Resume', part: 'resume' };
    const found = await changeableAlone(args, { caller, deps }, alone);
    if ('says' in found) return found.says;
    const { whose } = found;
    const access = whose.own ? undefined : await caller.access?.();
    if (access?.obstacle !== undefined) return stillInTheWay(access.obstacle, { whose, access });
    const decide = (one: Subscription, last: Post | undefined) => resume(one, last, { whose, now });
    const reply = await changeDaily({ found, now, decide }, deps);
    deps.daily.wake();
    return reply;
  },
};

function stillInTheWay(obstacle: Message, { whose, access }: { whose: Whose; access: Access }): Message {
  const again = { ...dailyButton(whose, 'Try again', 'resume'), style: 'primary' as const };
  return message(
    ...obstacle.blocks,
    quiet('So it was not resumed.'),
    access.lasting === true ? undefined : buttonsOf(again),
  );
}

function resume(
  one: Subscription,
  last: Post | undefined,
  { whose, now }: { whose: Whose; now: Temporal.Instant },
): Decision {
  const status = dailyButton(whose, 'Status', 'status');
  switch (one.state) {
    case 'off': {
      const on = { ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' as const };
      return {
        says: message(text('It is off, and not paused. Switch it on to go on where it was.'), buttonsOf(on)),
      };
    }
    case 'on': {
      const run = comingRun(one, last);
      const when = run === undefined ? '' : ` The next post comes on ${sayNext(run, one)}.`;
      return { says: message(text(`It is on, and not paused.${when}`), buttonsOf(status)) };
    }
    case 'paused': {
      const { next: _, pausedUntil: __, trouble: ___, ...rest } = asIs(one);
      const run = runFrom(one.schedule, now, last);
      const says = message(
        heading('It goes on'),
        run === undefined ? undefined : text(`The next post comes on ${sayNext(run, one)}.`),
        buttonsOf(dailyButton(whose, 'Preview', 'preview'), status),
      );
      return { to: { ...rest, state: 'on', ...nextOf(run) }, says };
    }
    default:
      return one.state satisfies never;
  }
}
