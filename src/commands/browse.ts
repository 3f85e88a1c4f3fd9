import type { Resource } from '../catalog/model.ts';
import { sectionOf, sectionsOf } from '../catalog/sections.ts';
import type { Args, Command } from '../chat/command.ts';
import {
  heading,
  type Inline,
  list,
  message,
  plain,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import { resourceCard } from './card.ts';
import { carried } from './carried.ts';
import type { Deps } from './deps.ts';
import { kindOption, levelOption, opensReply, privateUnlessShared, shareOption, textOf } from './options.ts';
import { pageButtons, pageOf, pageOptions, rangeLabel, shareButton } from './paging.ts';
import { typed } from './typed-line.ts';

const kindWords = [
  ['books', 'book'],
  ['courses', 'course'],
  ['notes', 'notes'],
  ['articles', 'article'],
  ['videos', 'video'],
  ['papers', 'paper'],
] as const;

export const browse: Command<Deps> = {
  name: 'browse',
  summary: 'Leaf through the catalog by section, kind or level',
  words: [
    ...kindWords.map(([word, kind]) => ({ word, args: { kind } })),
    { word: 'nptel', args: { from: 'NPTEL' } },
  ],
  examples: ['browse', 'books', 'browse articles level:beginner', 'courses docker'],
  options: [
    {
      name: 'section',
      type: 'text',
      summary: 'a section, such as Books or Notes; without anything, all sections',
      rest: true,
      maxLength: 200,
      async suggest(prefix, { deps }, limit) {
        const typed = prefix.trim().toLowerCase();
        return sectionsOf(deps.catalog)
          .filter(({ name }) => name.toLowerCase().includes(typed))
          .slice(0, limit)
          .map(({ name, count }) => ({
            label: `${name.slice(0, 90)} (${count})`,
            value: name.slice(0, 100),
          }));
      },
    },
    kindOption,
    levelOption,
    shareOption,
    { name: 'from', type: 'text', summary: 'an author or publisher', hidden: true },
    ...pageOptions,
  ],
  visibility: privateUnlessShared,
  opens: opensReply,
  steady: true,
  async run(given, { deps }) {
    const args = carried('browse', given, 'section');
    const asked = ['section', 'kind', 'level', 'from'].some((name) => args[name] !== undefined);
    return asked ? entriesReply(args, deps) : sectionsReply(args, deps);
  },
};

function sectionsReply(args: Args, deps: Deps): Reply {
  const sections = sectionsOf(deps.catalog);
  const shown = sections.slice(0, 25);
  const more = sections.length - shown.length;
  return message(
    heading('The catalog'),
    list(...shown.map(({ name, count }): Inline[] => [strong(name), plain(`: ${entries(count)}`)])),
    more > 0
      ? quiet(`${more} more sections: type `, typed(deps, 'browse'), ' and a part of the name.')
      : undefined,
    quiet(
      'Narrow it with ',
      typed(deps, 'browse books'),
      ' or ',
      typed(deps, 'browse notes level:beginner'),
      '.',
    ),
    {
      type: 'select',
      placeholder: 'Open a section',
      action: { command: 'browse', args: {}, mode: 'reply' },
      fills: 'section',
      options: shown
        .filter(({ name }) => name.length <= 75)
        .map(({ name, count }) => ({ label: `${name} (${count})`, value: name })),
    },
    args.share === true ? undefined : { type: 'actions', buttons: [shareButton('browse', {})] },
  );
}

function entriesReply(args: Args, deps: Deps): Reply {
  const { title, found } = choose(args, deps);
  if (found.length === 0) return nothingThere(title, args, deps);
  const page = pageOf(args, found.length);
  const shown = found.slice(page.offset, page.offset + page.limit);
  return message(
    heading(title),
    ...shown.map((one, index) => resourceCard(one, page.offset + index + 1)),
    quiet(rangeLabel(page, found.length)),
    pageButtons('browse', args, page, found.length),
  );
}

/** What stands in the original list comes first; the rest in the catalog's own order. */
function choose(args: Args, deps: Deps): { title: string; found: Resource[] } {
  const asked = textOf(args, 'section');
  const [kind, level, from] = [textOf(args, 'kind'), textOf(args, 'level'), textOf(args, 'from')];
  const about = asked === '' ? { found: deps.catalog.resources } : inSection(asked, deps);
  const found = about.found.filter(
    (one) =>
      (kind === '' || one.kind === kind) &&
      (level === '' || one.level === level) &&
      (from === '' ||
        `${one.authors.join(' ')} ${one.publisher ?? ''}`.toLowerCase().includes(from.toLowerCase())),
  );
  const title = [about.title, kind === '' ? '' : kindTitle(kind), level, from === '' ? '' : `from ${from}`];
  return {
    title: title.filter((part) => part !== undefined && part !== '').join(' · '),
    found: about.ranked ? found : found.toSorted((a, b) => seedFirst(a) - seedFirst(b)),
  };
}

/** A section by its name or a part of it; any other text is looked for as a search would. */
function inSection(
  asked: string,
  deps: Deps,
): { title?: string; found: readonly Resource[]; ranked?: boolean } {
  const { resources } = deps.catalog;
  const folded = asked.toLowerCase();
  const names = sectionsOf(deps.catalog).map(({ name }) => name);
  const name =
    names.find((one) => one.toLowerCase() === folded) ??
    names.find((one) => one.toLowerCase().startsWith(folded)) ??
    (folded.length > 3 ? names.find((one) => one.toLowerCase().includes(folded)) : undefined);
  if (name !== undefined) return { title: name, found: resources.filter((one) => sectionOf(one) === name) };
  const { hits, topic } = deps.search.find(asked, { limit: resources.length });
  return {
    title: topic?.title ?? asked.slice(0, 60),
    found: hits.map(({ resource }) => resource),
    ranked: true,
  };
}

function nothingThere(title: string, args: Args, deps: Deps): Reply {
  const query = [textOf(args, 'section'), textOf(args, 'from')].filter((part) => part !== '').join(' ');
  const search = { command: 'resource', args: { query }, mode: 'reply' as const };
  return message(
    heading('Nothing there'),
    text(`No entry of the catalog fits ${title}.`),
    quiet('Type ', typed(deps, 'browse'), ' to see the sections, or leave out the kind or the level.'),
    {
      type: 'actions',
      buttons: [
        { label: 'All sections', action: { command: 'browse', args: {}, mode: 'reply' } },
        ...(query === '' ? [] : [{ label: 'Search for it', action: search }]),
      ],
    },
  );
}

function seedFirst(resource: Resource): number {
  return resource.section === undefined ? 1 : 0;
}

function kindTitle(kind: string): string {
  const word = kindWords.find(([, one]) => one === kind)?.[0] ?? kind;
  return `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
