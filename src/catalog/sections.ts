import { type Catalog, type Kind, type Resource, seedSections } from './model.ts';

const sectionOfKind: Record<Kind, (typeof seedSections)[number]> = {
  book: 'Books',
  course: 'NPTEL and MOOCs Courses',
  docs: 'Topics to Study',
  tool: 'Topics to Study',
  notes: 'Notes',
  video: 'Notes',
  article: 'Articles',
  paper: 'Articles',
  practice: 'Practice Problems',
};

/** The section that an entry stands in: its own, or the one that the seed document has for its kind. */
export function sectionOf(resource: Resource): string {
  return resource.section ?? sectionOfKind[resource.kind];
}

export interface Section {
  name: string;
  count: number;
}

/** The sections with their entries counted: the seed document's in its order, then others as they come. */
export function sectionsOf(catalog: Catalog): Section[] {
  const counts = new Map<string, number>(seedSections.map((name) => [name, 0]));
  for (const resource of catalog.resources) {
    const name = sectionOf(resource);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).filter(({ count }) => count > 0);
}
