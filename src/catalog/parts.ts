import * as links from './links.ts';
import {
  aliasSchema,
  creditSchema,
  pathSchema,
  questionSchema,
  resourceSchema,
  synonymsSchema,
  topicSchema,
} from './model.ts';

/**
 * The parts of a catalog. In a catalog's folder each stands in `name.yaml`, in any YAML file under `name/`, or in
 * both; a file is a list of entries, but for the path, whose file is one entry.
 */
export const parts = {
  resources: { noun: 'resource', entry: resourceSchema, links: links.resourceLinks },
  topics: { noun: 'topic', entry: topicSchema, links: links.topicLinks },
  path: { noun: 'path', entry: pathSchema, links: links.pathLinks },
  aliases: { noun: 'alias', entry: aliasSchema, links: links.aliasLinks },
  synonyms: { noun: 'synonyms', entry: synonymsSchema, links: links.noLinks },
  questions: { noun: 'question', entry: questionSchema, links: links.questionLinks },
  credits: { noun: 'credit', entry: creditSchema, links: links.noLinks },
} as const;
export type PartName = keyof typeof parts;

export const partNames = Object.keys(parts).filter((name): name is PartName => name in parts);

/** Whether a file of the part is one entry instead of a list of them. */
export function isSingle(part: PartName): boolean {
  return part === 'path';
}
