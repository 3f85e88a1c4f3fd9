import type { Args, Command } from '../chat/command.ts';
import { type Block, code, heading, message, quiet, type Reply, strong, text } from '../chat/reply.ts';
import type { Found, Hit } from '../search/search.ts';
import { resourceCard } from './card.ts';
import { carried } from './carried.ts';
import type { Deps } from './deps.ts';
import {
  accessOption,
  kindOption,
  levelOption,
  opensReply,
  privateUnlessShared,
  shareOption,
  textOf,
  topicOption,
} from './options.ts';
import { pageButtons, pageOf, pageOptions, rangeLabel } from './paging.ts';
import { related } from './related.ts';
import { topicLine } from './topic-text.ts';
import { typed } from './typed-line.ts';

export const resource: Command<Deps> = {
  name: 'resource',
  summary: 'Find books, courses, articles, videos and docs, the best first',
  words: [{ word: 'resources' }, { word: 'find' }, { word: 'search' }],
  examples: ['resource docker', 'resource free docker book', 'resource drift level:beginner max:30'],
  options: [
    {
      name: 'query',
      type: 'text',
      summary: 'what to look for: a topic, a tool, an author, a question',
      rest: true,
      grammar: true,
      async suggest(prefix, { deps }, limit) {
        return deps.search.suggest(prefix, limit).map(({ label, value }) => ({ label, value }));
      },
    },
    kindOption,
    levelOption,
    topicOption('topic', 'a topic of the path, such as docker'),
    { name: 'max', type: 'integer', summary: 'at most so many minutes', min: 1, max: 100_000 },
    accessOption,
    shareOption,
    { name: 'like', type: 'text', summary: 'the id of a resource to find more like', hidden: true },
    { name: 'explain', type: 'boolean', summary: 'say why each was found', hidden: true },
    ...pageOptions,
  ],
  visibility: privateUnlessShared,
  opens: opensReply,
  steady: true,
  async run(args, { deps }) {
    if (textOf(args, 'like') !== '') return related(args, deps);
    const asked = carried('resource', args, 'query', (text) => deps.search.gist(text));
    const line = asTyped(asked);
    if (line === '') return nothingAsked(deps);
    const whole = deps.search.find(line, { limit: 0 });
    const page = pageOf(asked, whole.total);
    const found = deps.search.find(line, page);
    return found.hits.length === 0 ? nothingFound(found, deps) : results(found, asked, deps, page);
  },
};

/** The options as words of the search grammar, so that both ways to ask give the same answer. */
function asTyped(args: Args): string {
  const filters = ['kind', 'level', 'topic', 'access', 'max'].flatMap((name) => {
    const value = args[name];
    if (value === undefined) return [];
    return [/\s/.test(String(value)) ? `${name}:"${value}"` : `${name}:${value}`];
  });
  return [textOf(args, 'query'), ...filters].join(' ').trim();
}

function results(found: Found, args: Args, deps: Deps, page: ReturnType<typeof pageOf>): Reply {
  const topic = found.topic;
  const blocks: Block[] = [heading(topic === undefined ? title(found) : topic.title)];
  if (topic && page.page === 1) blocks.push(...topicLine(topic, deps));
  blocks.push(...filterProblems(found));
  if (found.missingKind !== undefined && page.page === 1) {
    blocks.push(text(`The catalog has nothing of the kind ${found.missingKind} on this. The nearest:`));
  }
  blocks.push(
    ...found.hits.map((hit, index) => ({
      ...resourceCard(hit.resource, page.offset + index + 1),
      ...(args.explain === true ? { why: explain(hit) } : {}),
    })),
  );
  blocks.push(quiet(rangeLabel(page, found.total)));
  const topicButtons = [topic, ...found.alsoTopics]
    .filter((one) => one !== undefined)
    .slice(0, 2)
    .map((one) => ({
      label: `Topic: ${one.title}`,
      action: { command: 'topic', args: { name: one.id }, mode: 'reply' as const },
    }));
  blocks.push(pageButtons('resource', args, page, found.total, topicButtons), moreLike(found.hits));
  return message(...blocks);
}

function moreLike(hits: readonly Hit[]): Block {
  return {
    type: 'select',
    placeholder: 'Related: more like …',
    action: { command: 'resource', args: {}, mode: 'reply' },
    fills: 'like',
    options: hits.map(({ resource }) => ({ label: resource.title, value: resource.id })),
  };
}

function nothingFound(found: Found, deps: Deps): Reply {
  if (found.query.words.length === 0 && !hasFilters(found) && found.query.problems.length === 0) {
    return nothingAsked(deps);
  }
  const words = found.query.text.slice(0, 80).toWellFormed();
  const narrowed = hasFilters(found);
  const asked = words === '' ? 'these filters' : `“${words}”${narrowed ? ' with these filters' : ''}`;
  const buttons = [
    ...(found.didYouMean === undefined
      ? []
      : [{ label: found.didYouMean, action: searchFor(found.didYouMean), style: 'primary' as const }]),
    ...(narrowed && words !== '' ? [{ label: 'Without filters', action: searchFor(words) }] : []),
    ...found.nearest.slice(0, 3).map((topic) => ({ label: topic.title, action: searchFor(topic.id) })),
  ];
  return message(
    heading('Nothing found'),
    text(`Nothing in the catalog matches ${asked}.`),
    ...filterProblems(found),
    found.didYouMean === undefined ? undefined : text('Did you mean ', strong(found.didYouMean), '?'),
    found.nearest.length === 0
      ? undefined
      : text(`Topics to go on with: ${found.nearest.map((topic) => topic.title).join(', ')}.`),
    narrowed ? quiet('Fewer filters find more.') : howToSearch(),
    { type: 'actions', buttons: buttons.length === 0 ? [...wayOut] : buttons },
  );
}

/** Where to go when not even a topic is near. */
const wayOut = [
  { label: 'The path', action: { command: 'path', args: {}, mode: 'reply' } },
  { label: 'Browse', action: { command: 'browse', args: {}, mode: 'reply' } },
] as const;

function nothingAsked(deps: Deps): Reply {
  const topics = deps.catalog.topics.slice(0, 25);
  return message(
    heading('What would you like to learn?'),
    text(
      'Add a topic, a tool, an author or a question: ',
      typed(deps, 'resource docker'),
      ', ',
      typed(deps, 'resource drift'),
    ),
    howToSearch(),
    {
      type: 'select',
      placeholder: 'Or choose a topic',
      action: { command: 'resource', args: {}, mode: 'reply' },
      fills: 'query',
      options: topics.map((topic) => ({ label: topic.title, value: topic.id })),
    },
  );
}

function howToSearch(): Block {
  return quiet(
    'Narrow it with ',
    code('kind:book'),
    ' ',
    code('level:beginner'),
    ' ',
    code('access:free'),
    ' ',
    code('max:30'),
    ' (minutes) ',
    code('by:huyen'),
    ', or put a "phrase" in quotation marks.',
  );
}

function filterProblems(found: Found): Block[] {
  return found.query.problems.map(({ filter, value, expected }) =>
    text(
      value === '' ? `${filter}: needs a value. ` : `${filter}: does not know “${value.slice(0, 40)}”. `,
      `It takes: ${expected.join(', ')}.`,
    ),
  );
}

function title(found: Found): string {
  return found.query.text === '' ? 'Resources' : `Resources on ${found.query.text.slice(0, 60)}`;
}

function hasFilters(found: Found): boolean {
  return Object.keys(found.query.filters).length > 0;
}

function searchFor(query: string) {
  return { command: 'resource', args: { query }, mode: 'reply' as const };
}

function explain(hit: Hit): string {
  const reasons = hit
    .why()
    .map(({ word, matched, by, fields }) =>
      word === matched
        ? `${word} in ${fields.join(', ')}`
        : `${word} → ${matched} (${by}) in ${fields.join(', ')}`,
    );
  return `${hit.score.toFixed(2)}: ${reasons.join('; ')}`;
}
