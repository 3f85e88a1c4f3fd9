import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../src/catalog/load.ts';
import type { Catalog } from '../src/catalog/model.ts';
import { lineMarkdown } from '../src/chat/markdown-inline.ts';
import { plain } from '../src/chat/reply.ts';
import { start } from '../src/study/cursor.ts';
import type { MarkKind, Tally } from '../src/study/marks.ts';
import type { PickOptions } from '../src/study/options.ts';
import { stepNumber } from '../src/study/path.ts';
import { type Pick, pick } from '../src/study/pick.ts';

/**
 * Makes docs/daily-days.md of the catalog: `npm run days`. The same catalog gives the same page, and a
 * test says when the page is an old one.
 */

/** What people say of a step after one of its posts, the first of which is 1. */
interface Said {
  step: string;
  post?: number;
  marks: Partial<Record<MarkKind, number>>;
}

interface Channel {
  title: string;
  about: string;
  days: number;
  options: Partial<PickOptions>;
  said: readonly Said[];
}

const channels: readonly Channel[] = [
  {
    title: 'The path, as it comes without any option',
    about:
      'A new post each weekday, 20 minutes at most; longer steps take several sittings. After one Done the rest of a step falls away. When more than half find a step too easy, the other beginner steps of its topic are left out.',
    days: 30,
    options: {},
    said: [
      { step: 'git-first-commits', marks: { done: 1 } },
      { step: 'git-pull-request', post: 2, marks: { done: 3, later: 1 } },
      { step: 'sql-select', marks: { 'too-easy': 2, done: 1 } },
      { step: 'nosql-quorum', marks: { done: 2 } },
      { step: 'python-word-count', marks: { 'too-easy': 1, done: 2 } },
    ],
  },
  {
    title: 'One topic and its review',
    about:
      'The mode is topic:mcp, with 45 minutes. At the end come the steps that were marked Later, then the hardest.',
    days: 10,
    options: { mode: { type: 'topic', topic: 'mcp' }, minutes: 45 },
    said: [
      { step: 'mcp-own-server', marks: { later: 2, done: 1 } },
      { step: 'mcp-messages', marks: { later: 1 } },
    ],
  },
  {
    title: 'A channel that waits for Done',
    about:
      'It moves on by marks: a step is posted again until two people marked it Done, on three days at most.',
    days: 8,
    options: { minutes: 45, advance: { by: 'marks', marks: 2, days: 3 } },
    said: [
      { step: 'git-first-commits', marks: { done: 1 } },
      { step: 'git-first-commits', post: 2, marks: { done: 1 } },
      { step: 'git-data-model', marks: { done: 2 } },
    ],
  },
];

/** The page, with a line break at its end. */
export function dailyDays(catalog: Catalog): string {
  return `${[
    '# Thirty days of the daily post',
    '',
    '<!-- Made by "npm run days" of the catalog: change that, not this page. -->',
    '',
    'What a channel gets with the catalog of today, and why. The marks on the right are made up, to show what they change.',
    ...channels.flatMap((channel) => ['', ...channelLines(catalog, channel)]),
  ].join('\n')}\n`;
}

function channelLines(catalog: Catalog, { title, about, days, options: given, said }: Channel): string[] {
  const advance = { by: 'days', marks: 1, days: 5 } as const;
  const options: PickOptions = { mode: { type: 'path' }, minutes: 20, advance, seed: 'docs', ...given };
  const marks = new Map<string, Tally>();
  const posts = new Map<string, number>();
  const lines: string[] = [];
  let cursor = start;
  for (let day = 1; day <= days; day++) {
    const post = pick(catalog, cursor, marks, options);
    if (post?.type !== 'step') break;
    cursor = post.cursor;
    const { id } = post.step;
    const number = (posts.get(id) ?? 0) + 1;
    posts.set(id, number);
    const now = said.find((one) => one.step === id && (one.post ?? 1) === number)?.marks ?? {};
    marks.set(`step:${id}`, sum(marks.get(`step:${id}`), now));
    lines.push(row([`${day}`, ...cellsOf(post), saidText(now)]));
  }
  const head = ['Day', 'Step', 'Sitting', 'Minutes', 'What to do', 'Why this', 'What people mark'];
  return [`## ${title}`, '', about, '', row(head), `|${' --- |'.repeat(head.length)}`, ...lines];
}

function cellsOf(post: Extract<Pick, { type: 'step' }>): string[] {
  const { number, of } = stepNumber(post.topic, post.step);
  const { sitting } = post;
  return [
    `Step ${number} of ${of} in ${post.topic.title}`,
    sitting.of === 1 ? '' : `${sitting.number} of ${sitting.of}`,
    `${post.minutes}`,
    inShort(post.step.do),
    post.reason,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => lineMarkdown([plain(cell)])).join(' | ')} |`;
}

/** The first words, up to about a line. */
function inShort(text: string): string {
  const words = text.split(' ');
  const fitting = words.filter((_, at) => words.slice(0, at + 1).join(' ').length <= 80);
  return fitting.length === words.length ? text : `${fitting.join(' ').replace(/[,.;:]$/, '')}…`;
}

/** Everybody in these channels marks a step once. */
function sum(before: Tally | undefined, now: Said['marks']): Tally {
  const of = (kind: MarkKind) => (before?.[kind] ?? 0) + (now[kind] ?? 0);
  const tally = { done: of('done'), later: of('later'), 'too-easy': of('too-easy'), save: of('save') };
  return { ...tally, people: Object.values(tally).reduce((all, one) => all + one, 0) };
}

function saidText({ done = 0, later = 0, 'too-easy': easy = 0 }: Said['marks']): string {
  const said = [`${done} Done`, `${later} Later`, `${easy} Too easy`];
  return said.filter((one) => !one.startsWith('0')).join(', ');
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const page = join(root, 'docs/daily-days.md');
  writeFileSync(page, dailyDays(await loadCatalog([join(root, 'catalog')])));
  console.log(`Wrote ${page}.`);
}
