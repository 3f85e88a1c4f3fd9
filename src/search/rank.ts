import type { Catalog, Resource, Topic } from '../catalog/model.ts';
import { beginnings } from './asking.ts';
import { coverage } from './coverage.ts';
import { isAccess } from './filters.ts';
import { fold } from './fold.ts';
import type { Plan, Wishes } from './plan.ts';
import type { Match } from './retrieve.ts';
import type { Texts, Title } from './texts.ts';

/** So many of the best by their words are looked at closely. */
const looked = 150;

/** A query with one subject and so many entries wants an introduction more than a special case. */
const broad = 6;

/**
 * For queries of up to so many words, entries with all of them come before the others. Of a long question hardly an
 * entry has every word: a title with most of them is then better than a description that has them all somewhere.
 */
const strictWords = 2;

/** What each thing that is seen in an entry multiplies its score by. */
const factors = {
  /** To the power of this: the share of the query's words that it has. */
  covered: 3,
  /** Added for a title that has all of the query's words, and for one that has nothing else. */
  inTitle: 0.8,
  onlyTitle: 0.4,
  /** The title is the query's words of content, or all of its words with those for kinds too. */
  sameTitle: 2,
  wholeTitle: 40,
  sameMainTitle: 1.6,
  /** The same title, where the query is broad and the entry is not the thing itself. */
  sameTitleOfBroad: 1.3,
  besides: 1.06,
  togetherInTitle: 1.3,
  togetherInText: 1.12,
  phrase: 1.5,
  kind: 16,
  kindInTitle: 1.5,
  kindAlone: 2,
  level: 1.4,
  access: 1.4,
  firstTopic: 1.4,
  otherTopic: 1.1,
  firstStep: 20,
  otherStep: 1.25,
  begins: 1.3,
  beginner: 1.3,
  advanced: 0.85,
};

/** Puts the matches in order; equal ones stay in the order of the catalog. */
export function rank(matches: readonly Match[], plan: Plan, { resources }: Catalog, texts: Texts): Match[] {
  const context = {
    plan,
    texts,
    stems: stemsOf(plan),
    steps: stepsOf(plan.topic?.topic),
    broad: isBroad(plan, matches),
  };
  const ranked = matches.map((match, at) => {
    const resource = at < looked ? resources[match.place] : undefined;
    return resource === undefined
      ? match
      : { ...match, score: match.score * closeness(resource, match, context) };
  });
  const strict = plan.slots.length <= strictWords;
  const wanted = plan.wishes.kinds.filter(({ narrow }) => !narrow).map(({ kind }) => kind);
  /** Of the kind that was asked for, or of just the title that was typed. */
  const isWanted = (place: number) =>
    wanted.some((kind) => kind === resources[place]?.kind) || texts.title(place).key === plan.wholeKey;
  const tier = ({ place, covered }: Match) => {
    if (strict && covered < 1) return 0;
    return wanted.length > 0 && covered === 1 && isWanted(place) ? 2 : 1;
  };
  return ranked.sort((a, b) => tier(b) - tier(a) || b.score - a.score || a.place - b.place);
}

interface Context {
  plan: Plan;
  texts: Texts;
  /** Of every way to meet the query's words. */
  stems: ReadonlySet<string>;
  /** Resource ids of the topic's steps, in order. */
  steps: readonly string[];
  broad: boolean;
}

function isBroad({ spans, slots, wishes }: Plan, matches: readonly Match[]): boolean {
  if (matches.length < broad || wishes.kinds.length > 0) return false;
  const met = spans.filter(
    (span) => span.others.length > 0 || span.slots.some((at) => slots[at]?.terms.length !== 0),
  );
  return met.length === 1;
}

function stemsOf({ slots, spans }: Plan): ReadonlySet<string> {
  return new Set([
    ...slots.flatMap(({ terms }) => terms.map(({ stem }) => stem)),
    ...spans.flatMap(({ others }) => others.flatMap(({ stems }) => stems)),
  ]);
}

function stepsOf(topic: Topic | undefined): string[] {
  return topic?.steps.map(({ resource }) => resource) ?? [];
}

function closeness(resource: Resource, { place, covered }: Match, context: Context): number {
  const { plan, texts } = context;
  const title = texts.title(place);
  return (
    covered ** factors.covered *
    titleCloseness(resource, title, context) *
    togetherness(title, place, context) *
    wished(resource, title, plan.wishes) *
    topicCloseness(resource, context) *
    (context.broad ? introduces(resource, title) : 1)
  );
}

function titleCloseness(resource: Resource, title: Title, { plan, stems, broad }: Context): number {
  const met = title.stems.filter((stem) => stems.has(stem)).length;
  const share = title.stems.length === 0 ? 0 : met / title.stems.length;
  let close = (1 + factors.onlyTitle * share) * (1 + factors.inTitle * coverage(plan, title.stems));
  close *= sameness(resource, title, plan, broad);
  for (const stem of plan.besides) if (title.stems.includes(stem)) close *= factors.besides;
  return close;
}

function sameness(resource: Resource, title: Title, plan: Plan, isBroad: boolean): number {
  if (title.key === plan.key) {
    return isBroad && !isThing(resource) ? factors.sameTitleOfBroad : factors.sameTitle;
  }
  if (title.key === plan.wholeKey) return factors.wholeTitle;
  return title.mainKey === plan.key ? factors.sameMainTitle : 1;
}

/** Whether an entry is the thing that its title names, not about it. */
function isThing({ kind }: Resource): boolean {
  return kind === 'tool' || kind === 'docs';
}

/** Words that stand side by side in the entry as they do in the query. */
function togetherness(title: Title, place: number, { plan, texts }: Context): number {
  let close = 1;
  if (plan.slots.length > 1) {
    if (standTogether(title.stems, plan.slots)) close *= factors.togetherInTitle;
    else if (standTogether(texts.body(place), plan.slots)) close *= factors.togetherInText;
  }
  for (const phrase of plan.phrases) {
    if (contains(title.stems, phrase) || contains(texts.body(place), phrase)) close *= factors.phrase;
  }
  return close;
}

function standTogether(stems: readonly string[], slots: Plan['slots']): boolean {
  const fits = (at: number) =>
    slots.every(({ terms }, index) => terms.some(({ stem }) => stem === stems[at + index]));
  return stems.some((_, at) => fits(at));
}

function contains(stems: readonly string[], phrase: readonly string[]): boolean {
  return stems.some((_, at) => phrase.every((stem, index) => stem === stems[at + index]));
}

function wished(resource: Resource, title: Title, { kinds, level, access }: Wishes): number {
  let close = 1;
  if (kinds.length > 0) close *= Math.max(...kinds.map((kind) => kindCloseness(resource, title, kind)));
  if (level !== undefined && resource.level === level) close *= factors.level;
  if (access !== undefined && isAccess(resource, access)) close *= factors.access;
  return close;
}

function kindCloseness(resource: Resource, title: Title, wish: Wishes['kinds'][number]): number {
  const inTitle = title.stems.includes(wish.stem);
  if (!wish.narrow) return resource.kind === wish.kind ? factors.kind : inTitle ? factors.kindInTitle : 1;
  const said = [...resource.words, resource.subkind ?? '', resource.section ?? ''];
  if (inTitle || said.some((text) => fold(text).includes(wish.stem))) return factors.kind;
  return resource.kind === wish.kind ? factors.kindAlone : 1;
}

function topicCloseness(resource: Resource, { plan, steps }: Context): number {
  const topic = plan.topic?.topic.id;
  if (topic === undefined || !resource.topics.includes(topic)) return 1;
  const step = steps.indexOf(resource.id);
  const sought = plan.wishes.kinds.length > 0;
  const taught = sought || step < 0 ? 1 : step === 0 ? factors.firstStep : factors.otherStep;
  return taught * (resource.topics[0] === topic ? factors.firstTopic : factors.otherTopic);
}

function introduces({ level }: Resource, title: Title): number {
  const begins = beginnings.test(title.folded) ? factors.begins : 1;
  return begins * (level === 'beginner' ? factors.beginner : level === 'advanced' ? factors.advanced : 1);
}
