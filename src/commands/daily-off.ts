import type { Command } from '../chat/command.ts';
import { heading, message, text } from '../chat/reply.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { asIs, changeDaily, type Decision } from './daily-change.ts';
import { buttonsOf, dailyButton } from './daily-here.ts';
import { forOption } from './daily-options.ts';
import { changeableAlone, otherOption } from './daily-other.ts';
import { sayWhen } from './daily-say.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';
import { typed } from './typed-line.ts';

export const dailyOff: Command<Deps> = {
  name: 'off',
  group: 'daily',
  summary: 'Switch the daily post off; its place is kept',
  examples: ['daily off', 'daily off me'],
  options: [forOption, otherOption],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const alone = { says: 'daily off ends the posts here.', label: 'Off', part: 'off' };
    const found = await changeableAlone(args, { caller, deps }, alone);
    if ('says' in found) return found.says;
    const { whose } = found;
    const on = { ...dailyButton(whose, 'On again', 'on'), style: 'primary' as const };
    const decide = (one: Subscription): Decision => {
      if (one.state === 'off') return { says: message(text('It is off already.'), buttonsOf(on)) };
      const { next: _, pausedUntil: __, trouble: ___, ...rest } = asIs(one);
      const says = message(
        heading('Switched off'),
        text(`Nothing more is posted. Until now: ${sayWhen(one)}.`),
        text('The place on the path is kept: ', typed(deps, 'daily on'), ' goes on from there.'),
        buttonsOf(on, dailyButton(whose, 'Status', 'status')),
      );
      return { to: { ...rest, state: 'off' }, says };
    };
    return changeDaily({ found, now, decide, anyZone: true }, deps);
  },
};
