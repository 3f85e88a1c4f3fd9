import * as z from 'zod';

/**
 * What the rules between entries look at: ids, names and addresses. These schemas take every entry, also one
 * that the model refuses, with '' for what is wrong or missing, so that one wrong field hides no other problem.
 */

const text = z.string().catch('');
const texts = z.array(text).catch([]);

/** Never fails: what is no group of fields counts as one without any. */
function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.preprocess(
    (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
    z.object(shape),
  );
}

export const resourceLinks = fields({ id: text, formerly: texts, url: text, topics: texts });
export const topicLinks = fields({
  id: text,
  title: text,
  aliases: texts,
  prerequisites: texts,
  steps: z.array(fields({ id: text, resource: text })).catch([]),
});
export const pathLinks = fields({
  stages: z
    .array(
      fields({ id: text, topics: z.array(z.union([z.string(), fields({ choose_one: texts })])).catch([]) }),
    )
    .catch([]),
});
export const aliasLinks = fields({ alias: text, topic: text, also: texts });
export const questionLinks = fields({ id: text, topics: texts, resources: texts });
/** Of parts that nothing refers to. */
export const noLinks = z.unknown();

export type ResourceLinks = z.output<typeof resourceLinks>;
export type TopicLinks = z.output<typeof topicLinks>;
export type PathLinks = z.output<typeof pathLinks>;
export type AliasLinks = z.output<typeof aliasLinks>;
export type QuestionLinks = z.output<typeof questionLinks>;
