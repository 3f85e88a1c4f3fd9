export const markKinds = ['done', 'later', 'too-easy', 'save'] as const;
/** What one can say of something to learn. */
export type MarkKind = (typeof markKinds)[number];

/** How many people said what of one item; `people` counts each of them once. */
export type Tally = Readonly<Record<MarkKind, number>> & { readonly people: number };

/** By item: "step:docker-first-image". What nobody marked is absent. */
export type Tallies = ReadonlyMap<string, Tally>;
