import type { Args } from '../chat/command.ts';
import type { Field, Form } from '../chat/reply.ts';
import { sayDays } from '../daily/weekdays.ts';
import { unpackSettings } from './daily-pack.ts';
import type { FieldName } from './daily-problem.ts';
import { minutesRange, type Settings } from './daily-settings.ts';
import { textOf } from './options.ts';

const usualMinutes = [10, 15, 20, 30, 45, 60, 90, 120];

/** Asks for what people change most. It is answered at once, so it looks nowhere: what is left empty stays as it is. */
export function settingsForm(args: Args): Form {
  const set = textOf(args, 'set');
  const now = unpackSettings(set);
  return {
    type: 'form',
    title: 'The daily post',
    intro: 'What you leave empty stays as it is.',
    fields: fieldsOf(now, args),
    submitLabel: 'See it',
    submit: {
      command: 'daily on',
      args: { ...(now === undefined ? {} : { set }), ...(args.for === 'me' ? { for: 'me' } : {}) },
      mode: 'update',
    },
  };
}

/** What somebody wrote is there once more to be mended. */
function fieldsOf(now: Settings | undefined, args: Args): Field[] {
  const text = (name: FieldName, label: string, placeholder: string, kept?: string): Field => {
    const value = textOf(args, name) || kept;
    return {
      type: 'text',
      name,
      label,
      placeholder,
      optional: true,
      ...(value === undefined ? {} : { value }),
    };
  };
  return [
    text('time', 'Time', '09:00 or 9am', now?.schedule.time),
    text('zone', 'Time zone', 'Berlin, or Europe/Berlin', now?.schedule.zone),
    text('days', 'Days', 'weekdays, or Mon, Wed and Fri', now && sayDays(now.schedule.weekdays)),
    text('mode', 'What', 'path, practice, random, or a topic', now && modeText(now)),
    minutesField(now?.options.minutes),
  ];
}

function modeText({ options: { mode } }: Settings): string {
  return mode.type === 'topic' ? `topic:${mode.topic}` : mode.type;
}

function minutesField(now: number | undefined): Field {
  const own = now === undefined || usualMinutes.includes(now) ? [] : [now];
  const offered = [...usualMinutes, ...own].sort((a, b) => a - b);
  return {
    type: 'choice',
    name: 'minutes',
    label: `Minutes a day, ${minutesRange.min} to ${minutesRange.max}`,
    options: offered.map((minutes) => ({ label: `${minutes} minutes`, value: String(minutes) })),
    optional: true,
    ...(now === undefined ? {} : { value: String(now) }),
  };
}
