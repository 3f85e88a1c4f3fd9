import type { Catalog } from '../catalog/model.ts';
import type { Command } from '../chat/command.ts';
import { heading, link, list, message, plain, quiet, text } from '../chat/reply.ts';
import type { Deps } from './deps.ts';
import { opensReply, privateUnlessShared, shareOption } from './options.ts';
import { shareButton } from './paging.ts';

export const about: Command<Deps> = {
  name: 'about',
  summary: 'Credits, licences, version, and how big and how fresh the catalog is',
  words: [{ word: 'credits' }, { word: 'version' }],
  examples: ['about'],
  options: [shareOption],
  visibility: privateUnlessShared,
  opens: opensReply,
  async run(args, { deps }) {
    const { catalog } = deps;
    return message(
      heading(`MLOps Companion ${deps.about.version}`),
      text(
        'Books, courses, a study path and interview practice for people who want to become machine learning engineers.',
      ),
      list(...sizes(catalog)),
      freshness(catalog),
      catalog.credits.length === 0 ? undefined : heading('Credits', 2),
      catalog.credits.length === 0
        ? undefined
        : list(
            ...catalog.credits.map((credit) => [link(credit.title, credit.url), plain(` – ${credit.note}`)]),
          ),
      heading('Licences', 2),
      text('Code: MIT. Catalog: CC BY 4.0. The works that entries link to stay under their own terms.'),
      args.share === true ? undefined : { type: 'actions', buttons: [shareButton('about', {})] },
    );
  },
};

function sizes({ resources, topics, path, questions }: Catalog): string[] {
  const steps = topics.reduce((sum, topic) => sum + topic.steps.length, 0);
  return [
    counted(resources.length, 'resource', 'resources'),
    `${counted(topics.length, 'topic', 'topics')} in ${counted(path.stages.length, 'stage', 'stages')}`,
    counted(steps, 'step of a day', 'steps of a day'),
    ...(questions.length === 0 ? [] : [counted(questions.length, 'question', 'questions')]),
  ];
}

/** Where an address was seen tells how old the knowledge is; no link check has run over it. */
function freshness({ resources }: Catalog) {
  const days = resources.flatMap(({ seen }) => seen?.on ?? []).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return quiet(
    `Addresses were seen published between ${first} and ${last}; that is no proof that they answer today.`,
  );
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
