import type { Report } from './entries.ts';
import { inside, type Linked } from './references.ts';
import type { Place } from './source.ts';
import { normaliseUrl } from './url.ts';

/** Writes a place as "file:line", for messages that name a second place. */
export type Where = (place: Place) => string;

interface Named {
  name: string;
  place: Place;
}

/** Ids that stand twice among entries of one part, and addresses that two resources share. */
export function checkDuplicates(
  { resources, topics, path, questions }: Linked,
  report: Report,
  where: Where,
): void {
  const ids = (noun: string, named: readonly Named[]) =>
    eachTwice(named, (second, first) =>
      report(
        second.place,
        `the ${noun} id "${second.name}" is used already, in ${where(first.place)}`,
        'give one of the two another id; an id that an entry had formerly counts too',
      ),
    );
  ids('resource', [
    ...resources.links.map((entry) => ({ name: entry.value.id, place: inside(entry, 'id') })),
    ...resources.links.flatMap((entry) =>
      entry.value.formerly.map((name, index) => ({ name, place: inside(entry, 'formerly', index) })),
    ),
  ]);
  ids(
    'topic',
    topics.links.map((entry) => ({ name: entry.value.id, place: inside(entry, 'id') })),
  );
  ids(
    'step',
    topics.links.flatMap((entry) =>
      entry.value.steps.map(({ id }, index) => ({ name: id, place: inside(entry, 'steps', index, 'id') })),
    ),
  );
  ids(
    'stage',
    path.links.flatMap((entry) =>
      entry.value.stages.map(({ id }, index) => ({ name: id, place: inside(entry, 'stages', index, 'id') })),
    ),
  );
  ids(
    'question',
    questions.links.map((entry) => ({ name: entry.value.id, place: inside(entry, 'id') })),
  );
  const addresses = resources.links.map((entry) => ({
    name: normaliseUrl(entry.value.url),
    place: inside(entry, 'url'),
    id: entry.value.id,
  }));
  eachTwice(addresses, (second, first) =>
    report(
      second.place,
      `the address of "${second.id}" is that of "${first.id}" too, in ${where(first.place)}`,
      'keep one of the two entries, or correct the address',
    ),
  );
}

/** Calls back for each one whose name came before, with the first of that name. */
function eachTwice<T extends Named>(named: readonly T[], found: (second: T, first: T) => void): void {
  const firsts = new Map<string, T>();
  for (const one of named.filter(({ name }) => name !== '')) {
    const first = firsts.get(one.name);
    if (first === undefined) firsts.set(one.name, one);
    else found(one, first);
  }
}
