import type { Command } from '../chat/command.ts';
import { heading, message, text } from '../chat/reply.ts';
import { asIs, changeDaily } from './daily-change.ts';
import { buttonsOf, changeable, dailyButton, nothingHere } from './daily-here.ts';
import { forOption } from './daily-options.ts';
import { sayWhen } from './daily-say.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';

export const dailyOff: Command<Deps> = {
  name: 'off',
  group: 'daily',
  summary: 'Switch the daily post off; its place is kept',
  examples: ['daily off', 'daily off me'],
  options: [forOption],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, deps }) {
    const found = await changeable(args, { caller, deps });
    if ('says' in found) return found.says;
    const { whose } = found;
    const on = { ...dailyButton(whose, 'On again', 'on'), style: 'primary' as const };
    return changeDaily(deps.store, whose, {
      absent: () => nothingHere(whose),
      anyZone: true,
      decide(one) {
        if (one.state === 'off') return { says: message(text('It is off already.'), buttonsOf(on)) };
        const { next: _, pausedUntil: __, trouble: ___, ...rest } = asIs(one);
        const says = message(
          heading('Switched off'),
          text(`Nothing more is posted. Until now: ${sayWhen(one)}.`),
          text('The place on the path is kept: daily on goes on from there.'),
          buttonsOf(on, dailyButton(whose, 'Status', 'status')),
        );
        return { to: { ...rest, state: 'off' }, says };
      },
    });
  },
};
