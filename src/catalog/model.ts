import * as z from 'zod';

/**
 * What there is to learn, as maintainers write it in YAML. Every schema here is also exported as
 * JSON Schema (catalog/schema/), so that editors complete and check entries while they are typed.
 */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use kebab-case: lower-case letters, digits and single hyphens')
  .max(70);
const line = z.string().trim().min(1);
const fullAddress = 'use a full address that starts with http:// or https://';
const httpUrl = z
  .string()
  .regex(/^https?:\/\/\S+$/i, { error: fullAddress, abort: true })
  .refine((value) => URL.canParse(value), { error: fullAddress });
const day = z.iso.date({ error: 'use a date that exists, written YYYY-MM-DD' });

export const kinds = [
  'book',
  'course',
  'article',
  'notes',
  'video',
  'paper',
  'practice',
  'docs',
  'tool',
] as const;
export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export const accesses = ['free', 'freemium', 'paid'] as const;
export const subkinds = [
  'question-list',
  'mock-interview',
  'case-collection',
  'exercise-site',
  'exercise-collection',
  'kata',
  'playground',
  'competition',
] as const;

/** The sections of the document that the catalog grew from, in its order. */
export const seedSections = [
  'Credits',
  'Books',
  'NPTEL and MOOCs Courses',
  'Topics to Study',
  'Notes',
  'Articles',
  'Practice Problems',
] as const;

export const resourceSchema = z.strictObject({
  id,
  /** Ids that this entry had before; links and marks under them keep working. */
  formerly: z.array(id).default([]),
  title: line.max(200),
  url: httpUrl,
  /** The title in the seed document, where it was changed here. */
  seed_title: line.optional(),
  /** The address in the seed document; only entries that stand there with a link have it. */
  seed_url: z.string().optional(),
  authors: z.array(line).default([]),
  publisher: line.optional(),
  kind: z.enum(kinds),
  subkind: z.enum(subkinds).optional(),
  /** Topic ids, the most specific first. */
  topics: z.array(id).default([]),
  level: z.enum(levels),
  minutes: z.int().positive(),
  minutes_basis: z.enum(['stated', 'estimate']),
  access: z.enum(accesses),
  /** ISO 639-1. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'use a two-letter language code such as en')
    .default('en'),
  description: z.string().trim().default(''),
  /** Where the entry stood: a section of the seed, or the headings of an imported list joined by " > ". */
  section: line.optional(),
  /** Where the address was seen published. It says nothing about whether it answers today. */
  seen: z.strictObject({ where: line, on: day }).optional(),
  archive_url: httpUrl.optional(),
  note: line.optional(),
  /** Words of the source that have no field here (an imported list's own kind); searched, not shown. */
  words: z.array(line).default([]),
});
export type Resource = z.infer<typeof resourceSchema>;
export type Kind = Resource['kind'];
export type Level = Resource['level'];
export type Access = Resource['access'];

const stepSchema = z.strictObject({
  id,
  /** One sentence: one concrete thing to read or do. */
  do: line,
  /** Resource id. */
  resource: id,
  /** The part of the resource that the step is about. */
  part: line.optional(),
  minutes: z.int().min(10).max(45),
  /** A one-line question to ask oneself afterwards. */
  check: line,
});
export type Step = z.infer<typeof stepSchema>;

export const topicSchema = z.strictObject({
  id,
  title: line.max(100),
  /** What the topic covers, in a few words. */
  covers: line,
  /** Finishes the sentence "You can …". */
  goal: line.regex(/^you can /, 'start with "you can "'),
  /** Topic ids. */
  prerequisites: z.array(id).default([]),
  /** Study time in hours, an estimate. */
  hours: z.int().positive(),
  /** The number of the step in the seed document's path. */
  seed_step: z.int().positive().optional(),
  /** Names of this topic only, for cards; the words that people type stand in aliases.yaml. */
  aliases: z.array(line).default([]),
  steps: z.array(stepSchema).default([]),
});
export type Topic = z.infer<typeof topicSchema>;

export const pathSchema = z.strictObject({
  stages: z.array(
    z.strictObject({
      id,
      title: line,
      seed_step: z.int().positive().optional(),
      /** Topic ids in reading order; a choose_one group stands for any one of its topics. */
      topics: z.array(z.union([id, z.strictObject({ choose_one: z.array(id).min(2) })])).min(1),
      note: line.optional(),
    }),
  ),
});
export type Path = z.infer<typeof pathSchema>;
export type Stage = Path['stages'][number];

export const aliasSchema = z.strictObject({
  alias: line,
  /** Topic id: what the word mainly means. */
  topic: id,
  /** Topic ids of further meanings. */
  also: z.array(id).default([]),
});
export type Alias = z.infer<typeof aliasSchema>;

/** Words and phrases for one and the same thing: [kubernetes, k8s, kube]. */
export const synonymsSchema = z.array(line).min(2);
export type Synonyms = z.infer<typeof synonymsSchema>;

export const questionSchema = z.strictObject({
  id,
  question: line,
  hint: line,
  answer: line,
  level: z.enum(levels),
  /** Topic ids. */
  topics: z.array(id).min(1),
  kind: z.enum(['concept', 'design', 'coding', 'debugging', 'experience']),
  /** Resource ids. */
  resources: z.array(id).default([]),
});
export type Question = z.infer<typeof questionSchema>;

export const creditSchema = z.strictObject({
  title: line,
  url: httpUrl,
  seed_url: z.string().optional(),
  note: line,
});
export type Credit = z.infer<typeof creditSchema>;

/** A loaded catalog: checked, in the order of the files, with everything looked up by id. */
export interface Catalog {
  resources: readonly Resource[];
  /** In path order; topics outside the path follow. */
  topics: readonly Topic[];
  path: Path;
  aliases: readonly Alias[];
  synonyms: readonly Synonyms[];
  questions: readonly Question[];
  credits: readonly Credit[];
  /** Also finds a resource by an id that it had formerly. */
  resource(id: string): Resource | undefined;
  topic(id: string): Topic | undefined;
}
