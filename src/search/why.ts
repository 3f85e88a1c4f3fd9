import { type Field, fields, type Index } from './build.ts';
import { wordsOf } from './fold.ts';
import type { Plan } from './plan.ts';
import type { Why } from './search.ts';

/** Ways to match, the strongest first. */
const strength: readonly Why['by'][] = ['exact', 'stem', 'alias', 'prefix', 'typo', 'topic'];

/** Why an entry matched: each word of the query with the words of the entry that it met, the strongest first. */
export function whyOf(place: number, plan: Plan, index: Index): Why[] {
  const met = wordsByStem(place, index);
  const why: Why[] = [];
  const say = (word: string, stem: string, by: Why['by']): void => {
    const found = met.get(stem);
    if (found === undefined) return;
    const matched = found.words.has(word) ? word : ([...found.words][0] ?? stem);
    const how = by === 'exact' && matched !== word ? 'stem' : by;
    if (why.some((one) => one.word === word && one.matched === matched)) return;
    why.push({ word, matched, by: how, fields: [...found.fields] });
  };
  for (const { word, terms } of plan.slots) for (const { stem, by } of terms) say(word, stem, by);
  for (const { others } of plan.spans) {
    for (const { stems, by, word } of others) {
      if (stems.every((stem) => met.has(stem))) for (const stem of stems) say(word, stem, by);
    }
  }
  const { topic } = plan.topic ?? {};
  if (why.length > 0 || topic === undefined) return why.sort(byStrength);
  return [{ word: plan.key, matched: topic.title, by: 'topic', fields: ['topics'] }];
}

function byStrength(a: Why, b: Why): number {
  return strength.indexOf(a.by) - strength.indexOf(b.by);
}

interface Met {
  words: Set<string>;
  fields: Set<Field>;
}

function wordsByStem(place: number, { textOf, vocabulary }: Index): Map<string, Met> {
  const met = new Map<string, Met>();
  for (const field of fields) {
    for (const word of wordsOf(textOf(place, field))) {
      const stem = vocabulary.stem(word);
      if (stem === null) continue;
      const one = met.get(stem) ?? { words: new Set(), fields: new Set() };
      one.words.add(word);
      one.fields.add(field);
      met.set(stem, one);
    }
  }
  return met;
}
