import { distance } from '../catalog/distance.ts';
import type { Catalog } from '../catalog/model.ts';
import { chunksOf } from './fold.ts';
import type { Names } from './names.ts';
import type { Suggested } from './search.ts';
import { slipsAllowed } from './slips.ts';
import type { Vocabulary } from './vocabulary.ts';

const most = 25;
/** Platforms take no longer value; a title that is cut at a word still finds its entry. */
const longestValue = 100;

interface Candidate {
  suggested: Suggested;
  /** Its words with a space before each, so that the start of a word can be looked for. */
  spaced: string;
  key: string;
}

/** How well a candidate fits, the best first. */
type Fit = 0 | 1 | 2;

export function createSuggest(
  catalog: Catalog,
  names: Names,
  vocabulary: Vocabulary,
): (prefix: string, limit?: number) => Suggested[] {
  let candidates: readonly Candidate[] | undefined;
  return (prefix, limit = most) => {
    candidates ??= candidatesOf(catalog, names);
    const count = Math.max(0, Math.min(limit, most));
    const words = chunksOf(prefix.slice(0, 2 * longestValue)).map(({ joined }) => joined);
    if (words.length === 0) {
      return once(candidates.filter(({ suggested }) => suggested.type === 'topic'))
        .slice(0, count)
        .map(itself);
    }
    const found = fitting(candidates, words, count);
    return (found.length > 0 ? found : withSlips(candidates, words, vocabulary, count)).map(itself);
  };
}

function itself({ suggested }: Candidate): Suggested {
  return suggested;
}

/** Exact ones, then those that begin so, then those with words that begin so; each in the order of the candidates. */
function fitting(candidates: readonly Candidate[], words: readonly string[], count: number): Candidate[] {
  const key = words.join('');
  const spaced = words.map((word) => ` ${word}`).join('');
  const byFit: Record<Fit, Candidate[]> = { 0: [], 1: [], 2: [] };
  for (const candidate of candidates) {
    const fit = fitOf(candidate, key, spaced);
    if (fit !== undefined && byFit[fit].length < 2 * count) byFit[fit].push(candidate);
  }
  return once([...byFit[0], ...byFit[1], ...byFit[2]]).slice(0, count);
}

/** A topic is a candidate by its title and by its id. */
function once(candidates: readonly Candidate[]): Candidate[] {
  const values = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { type, value } = candidate.suggested;
    if (!values.has(`${type} ${value}`)) values.set(`${type} ${value}`, candidate);
  }
  return [...values.values()];
}

function fitOf(candidate: Candidate, key: string, spaced: string): Fit | undefined {
  if (candidate.key === key) return 0;
  if (candidate.key.startsWith(key)) return 1;
  return candidate.spaced.includes(spaced) ? 2 : undefined;
}

/** Names that begin with almost the same letters; else titles with the words that were probably meant. */
function withSlips(
  candidates: readonly Candidate[],
  words: readonly string[],
  vocabulary: Vocabulary,
  count: number,
): Candidate[] {
  const key = words.join('');
  const allowed = slipsAllowed(key);
  const near = candidates
    .filter(({ suggested }) => suggested.type !== 'resource')
    .map((candidate) => ({ candidate, far: farFrom(candidate.key, key, allowed) }))
    .filter(({ far }) => allowed > 0 && far <= allowed)
    .sort((a, b) => a.far - b.far)
    .map(({ candidate }) => candidate);
  const meant = words.map((word) => vocabulary.nearTo(word)[0]?.word ?? word);
  const titled = fitting(candidates, meant, count).filter((one) => !near.includes(one));
  return once([...near, ...titled]).slice(0, count);
}

function farFrom(name: string, typed: string, allowed: number): number {
  const begun = name.slice(0, typed.length);
  return Math.min(
    distance(typed, name, allowed),
    begun === name ? allowed + 1 : distance(typed, begun, allowed) + 0.5,
  );
}

/** Topics in the order of the path, then other names, then entries; each value once. */
function candidatesOf(catalog: Catalog, names: Names): Candidate[] {
  const candidates = catalog.topics.map(({ id, title }) =>
    candidateOf({ label: title, value: id, type: 'topic', id }, title),
  );
  for (const { id, title } of catalog.topics) {
    if (
      chunksOf(title)
        .map(({ joined }) => joined)
        .join('') === id.replaceAll('-', '')
    )
      continue;
    candidates.push(candidateOf({ label: title, value: id, type: 'topic', id }, id));
  }
  const keys = new Set(candidates.map(({ key }) => key));
  for (const { name, topic } of names.aliases()) {
    const label = `${name} (${topic.title})`;
    const candidate = candidateOf({ label, value: name, type: 'alias', id: topic.id }, name);
    if (!keys.has(candidate.key)) candidates.push(candidate);
    keys.add(candidate.key);
  }
  for (const { id, title } of catalog.resources) {
    candidates.push(candidateOf({ label: title, value: cut(title), type: 'resource', id }, title));
  }
  return candidates;
}

function candidateOf(suggested: Suggested, name: string): Candidate {
  const words = chunksOf(name).map(({ joined }) => joined);
  return { suggested, key: words.join(''), spaced: words.map((word) => ` ${word}`).join('') };
}

function cut(title: string): string {
  if (title.length <= longestValue) return title;
  const end = title.lastIndexOf(' ', longestValue);
  return title.slice(0, end > 0 ? end : longestValue).toWellFormed();
}
