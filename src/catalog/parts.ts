import * as z from 'zod';
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
  resources: { noun: 'resource', entry: resourceSchema },
  topics: { noun: 'topic', entry: topicSchema },
  path: { noun: 'path', entry: pathSchema },
  aliases: { noun: 'alias', entry: aliasSchema },
  synonyms: { noun: 'synonyms', entry: synonymsSchema },
  questions: { noun: 'question', entry: questionSchema },
  credits: { noun: 'credit', entry: creditSchema },
} as const;
export type PartName = keyof typeof parts;

export const partNames = Object.keys(parts).filter((name): name is PartName => name in parts);

/** Whether a file of the part is one entry instead of a list of them. */
export function isSingle(part: PartName): boolean {
  return part === 'path';
}

/** JSON Schemas of the files, by part, for editors that know YAML schemas. */
export function catalogSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    partNames.map((name) => {
      const { entry } = parts[name];
      return [name, z.toJSONSchema(isSingle(name) ? entry : z.array(entry), { io: 'input' })];
    }),
  );
}
