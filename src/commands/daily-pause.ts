import type { Command } from '../chat/command.ts';
import { heading, message, quiet, text } from '../chat/reply.ts';
import { readUntil } from '../daily/dates.ts';
import { sayDate } from '../daily/say.ts';
import { runAfterDate } from '../daily/schedule.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { asIs, changeDaily, type Decision, nextOf } from './daily-change.ts';
import { buttonsOf, changeable, dailyButton } from './daily-here.ts';
import { forOption } from './daily-options.ts';
import { quoted } from './daily-problem.ts';
import { sayNext, todayIn } from './daily-say.ts';
import type { Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';

export const dailyPause: Command<Deps> = {
  name: 'pause',
  group: 'daily',
  summary: 'Hold the daily post, for good or until a day',
  examples: ['daily pause', 'daily pause until monday', 'daily pause 2 weeks'],
  options: [
    forOption,
    {
      name: 'until',
      type: 'text',
      summary: 'when it goes on: a date, monday, 2 weeks',
      rest: true,
      maxLength: 60,
      async suggest(prefix, _context, limit) {
        const typed = prefix.trim().toLowerCase();
        return usual
          .filter((one) => one.startsWith(typed))
          .slice(0, limit)
          .map((one) => ({ label: one, value: one }));
      },
    },
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    const found = await changeable(args, { caller, deps });
    if ('says' in found) return found.says;
    const { whose } = found;
    const until = textOf(args, 'until');
    return changeDaily({ found, now, decide: (one, last) => pause(one, last, { until, whose, now }) }, deps);
  },
};

const usual = ['tomorrow', 'monday', '1 week', '2 weeks', '1 month', 'january'];

interface Asked {
  until: string;
  whose: Whose;
  now: Temporal.Instant;
}

function pause(one: Subscription, last: Post | undefined, { until, whose, now }: Asked): Decision {
  const resume = { ...dailyButton(whose, 'Resume', 'resume'), style: 'primary' as const };
  if (one.state === 'off') {
    const on = { ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' as const };
    return { says: message(text('It is off, so there is nothing to pause.'), buttonsOf(on)) };
  }
  const today = todayIn(one, now);
  const date = until === '' ? undefined : readUntil(until, today);
  if (until !== '' && date === undefined) return { says: noSuchDay(until, whose) };
  if (one.state === 'paused' && date === undefined) {
    const held = one.pausedUntil === undefined ? '' : ` until ${sayDate(dateOf(one.pausedUntil), today)}`;
    return { says: message(text(`It is paused already${held} (${one.schedule.zone}).`), buttonsOf(resume)) };
  }
  const { next: _, pausedUntil: __, ...rest } = asIs(one);
  if (date === undefined) {
    const says = message(
      heading('Paused'),
      text(`Nothing is posted until somebody resumes it (${one.schedule.zone}).`),
      buttonsOf(resume),
    );
    return { to: { ...rest, state: 'paused' }, says };
  }
  // It goes on by itself that day, and then says anew what keeps it.
  const { trouble: ___, ...calm } = rest;
  const run = runAfterDate(one.schedule, laterOf(date.subtract({ days: 1 }), last));
  const says = message(
    heading(`Paused until ${sayDate(date, today)}`),
    run === undefined ? undefined : text(`The next post comes on ${sayNext(run, one, now)}.`),
    quiet('It goes on by itself then.'),
    buttonsOf(resume),
  );
  return { to: { ...calm, state: 'paused', pausedUntil: date.toString(), ...nextOf(run) }, says };
}

/** A day that has its post, or was left out, gets no other. */
function laterOf(date: Temporal.PlainDate, last: Post | undefined): Temporal.PlainDate {
  const taken = last === undefined ? date : dateOf(last.date);
  return Temporal.PlainDate.compare(taken, date) > 0 ? taken : date;
}

function dateOf(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function noSuchDay(until: string, whose: Whose) {
  return message(
    heading('Until when?'),
    text(
      `${quoted(until)} is no day to come within a year. Write tomorrow, monday, 24 Dec, 2026-12-24 or 2 weeks.`,
    ),
    buttonsOf(
      dailyButton(whose, 'Until Monday', 'pause', { until: 'monday' }),
      dailyButton(whose, 'For 2 weeks', 'pause', { until: '2 weeks' }),
      dailyButton(whose, 'Until I resume it', 'pause'),
    ),
  );
}
