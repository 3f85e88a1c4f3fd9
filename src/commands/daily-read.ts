import type { Args } from '../chat/command.ts';
import { readTime } from '../daily/clock-time.ts';
import { readDays } from '../daily/weekdays.ts';
import { readZone } from '../daily/zones.ts';
import type { Mode } from '../study/options.ts';
import { readAdvance, readPing } from './daily-extras.ts';
import { changedSettings, type Problem, quoted, type Reading } from './daily-problem.ts';
import { minutesRange, type Settings } from './daily-settings.ts';
import type { Whose } from './daily-whose.ts';
import { readWords, type Said } from './daily-words.ts';
import type { Deps } from './deps.ts';
import { textOf } from './options.ts';

export interface ReadSettings {
  settings: Settings;
  problems: readonly Problem[];
  /** Whether they said which zone. */
  saidZone: boolean;
}

/** What was said, put over what holds otherwise. */
export function readSettings(
  args: Args,
  base: Settings,
  { deps, whose }: { deps: Deps; whose: Pick<Whose, 'platform' | 'target'> },
): ReadSettings {
  const { words, ...given } = apart(args);
  const { said, unknown } = readWords(
    words,
    given.named,
    (name) => deps.search.topicNamed(name) !== undefined,
  );
  const problems: Problem[] = [];
  const take = <T>(reading: Reading<T> | undefined): T | undefined => {
    if (reading === undefined) return undefined;
    if ('value' in reading) return reading.value;
    problems.push(reading.problem);
    return undefined;
  };
  const change = {
    time: take(said.time === undefined ? undefined : timeIn(said.time)),
    zone: take(said.zone === undefined ? undefined : zoneIn(said.zone)),
    weekdays: take(said.days === undefined ? undefined : daysIn(said.days)),
    mode: take(said.mode === undefined ? undefined : modeIn(said.mode, deps)),
    minutes: take(said.minutes === undefined ? undefined : minutesIn(said.minutes)),
    advance: take(readAdvance(textOf(args, 'advance'))),
    ping: take(readPing(textOf(args, 'ping'), whose)),
    thread: typeof args.thread === 'boolean' ? args.thread : undefined,
  };
  if (unknown.length > 0) problems.push(notUnderstood(unknown, said));
  return { settings: changedSettings(base, change), problems, saidZone: change.zone !== undefined };
}

/**
 * Where a platform offers options alone, people say all of it in the first one, "9am Berlin mon-thu". It is read as words then.
 */
function apart(args: Args): { named: Said; words: string } {
  const { time, ...others } = named(args);
  const words = textOf(args, 'when');
  const isMore = time?.includes(' ') === true && readTime(time) === undefined;
  if (isMore) return { named: others, words: `${time} ${words}` };
  return { named: named(args), words };
}

function named(args: Args): Said {
  const [time, zone, days, mode] = ['time', 'zone', 'days', 'mode'].map((name) => textOf(args, name));
  return {
    ...(time ? { time } : {}),
    ...(zone ? { zone } : {}),
    ...(days ? { days } : {}),
    ...(mode ? { mode } : {}),
    ...(typeof args.minutes === 'number' ? { minutes: args.minutes } : {}),
  };
}

function timeIn(text: string): Reading<string> {
  const value = readTime(text);
  if (value !== undefined) return { value };
  const says = `${quoted(text)} is no time of day. Write it as 09:00, 9am or 21:30.`;
  return {
    problem: {
      says,
      choices: ['09:00', '13:00'].map((time) => ({ label: time, change: { time } })),
      field: { name: 'time', value: text },
    },
  };
}

function zoneIn(text: string): Reading<string> {
  const read = readZone(text);
  if ('zone' in read) return { value: read.zone };
  if ('which' in read) {
    const isOffset = /\d/.test(text);
    const says = isOffset
      ? `${quoted(text)} would be an hour off for half of the year where clocks change. Which place do you mean?`
      : `${quoted(text)} may be several zones. Which one do you mean?`;
    return { problem: { says, choices: zones(read.which), field: { name: 'zone', value: text } } };
  }
  const says = `${quoted(text)} is no time zone that I know. Write a city such as Berlin, or a name such as Europe/Berlin.`;
  return { problem: { says, choices: zones(read.nearest), field: { name: 'zone', value: text } } };
}

function zones(names: readonly string[]): Problem['choices'] {
  return names.slice(0, 5).map((zone) => ({ label: zone, change: { zone } }));
}

function daysIn(text: string): Reading<number> {
  const value = readDays(text);
  if (value !== undefined) return { value };
  const says = `I do not understand ${quoted(text)} as days of the week. Write weekdays, daily, or days such as Mon, Wed and Fri.`;
  const choices = [
    { label: 'Weekdays', change: { weekdays: 0b001_1111 } },
    { label: 'Every day', change: { weekdays: 0b111_1111 } },
  ];
  return { problem: { says, choices, field: { name: 'days', value: text } } };
}

const modes: Readonly<Record<string, Mode>> = {
  path: { type: 'path' },
  'the path': { type: 'path' },
  practice: { type: 'practice' },
  interview: { type: 'practice' },
  interviews: { type: 'practice' },
  random: { type: 'random' },
};

/** "path", "topic:docker", or a topic's name alone. */
function modeIn(text: string, { search }: Deps): Reading<Mode> {
  const folded = text.trim().toLowerCase();
  const known = Object.hasOwn(modes, folded) ? modes[folded] : undefined;
  if (known !== undefined) return { value: known };
  const name = text.replace(/^\s*topic(?:[:\s]+|$)/i, '').trim();
  const topic = search.topicNamed(name)?.topic;
  if (topic !== undefined && topic.steps.length > 0) return { value: { type: 'topic', topic: topic.id } };
  const says =
    topic === undefined
      ? `${quoted(name === '' ? text : name)} is no topic of the path. The mode is path, practice, random, or a topic such as topic:docker.`
      : `${topic.title} has no steps to post yet.`;
  const nearest = search.nearestTopics(name, 8).filter(({ steps }) => steps.length > 0);
  const choices = nearest
    .slice(0, 4)
    .map(({ id, title }) => ({ label: title, change: { mode: { type: 'topic', topic: id } as const } }));
  return {
    problem: {
      says,
      choices: [...choices, { label: 'The path', change: { mode: { type: 'path' } } }],
      field: { name: 'mode', value: text },
    },
  };
}

function minutesIn(value: number): Reading<number> {
  const { min, max } = minutesRange;
  if (value >= min && value <= max) return { value };
  const choices = [10, 20, 45].map((minutes) => ({ label: `${minutes} minutes`, change: { minutes } }));
  return { problem: { says: `A day’s post takes from ${min} to ${max} minutes.`, choices } };
}

function notUnderstood(words: readonly string[], said: Said): Problem {
  const says = `I did not understand ${quoted(words.join(' '))}. Say it as 9am Berlin weekdays, or as time:9am zone:Berlin days:weekdays.`;
  const phrases = [3, 2, 1].map((count) => words.slice(0, count).join(' '));
  const near =
    said.zone === undefined ? phrases.map(nearestZones).find(({ length }) => length > 0) : undefined;
  return {
    says,
    choices: zones(near ?? []),
    ...(near === undefined ? {} : { field: { name: 'zone', value: words.join(' ') } }),
  };
}

function nearestZones(text: string): readonly string[] {
  const read = readZone(text);
  return 'nearest' in read ? read.nearest : [];
}
