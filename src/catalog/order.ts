import type { Entry, Report } from './entries.ts';
import type { TopicLinks } from './links.ts';
import { inside, type Linked, topicsOf } from './references.ts';

/** Topics that stand twice in the path, circles of prerequisites, and prerequisites that come too late. */
export function checkOrder({ topics, path }: Linked, report: Report): void {
  const positions = new Map<string, number>();
  for (const { id, place } of path.links.flatMap(topicsOf)) {
    if (id === '') continue;
    if (positions.has(id)) report(place, `the path names the topic "${id}" twice`, 'keep one of the two');
    else positions.set(id, positions.size);
  }
  const circular = checkCircles(topics.links, report);
  for (const entry of topics.links) {
    const { id, prerequisites } = entry.value;
    const own = positions.get(id);
    if (own === undefined) continue;
    for (const [index, needed] of prerequisites.entries()) {
      if ((positions.get(needed) ?? -1) <= own || circular.has(edge(id, needed))) continue;
      report(
        inside(entry, 'prerequisites', index),
        `"${id}" needs "${needed}", which stands later in the path`,
        `move "${needed}" before "${id}" in the path, or remove the prerequisite`,
      );
    }
  }
}

/** Reports each circle once, where the prerequisite stands that closes it; returns the edges of all circles. */
function checkCircles(topics: readonly Entry<TopicLinks>[], report: Report): Set<string> {
  const byId = new Map(topics.map((entry) => [entry.value.id, entry]));
  const circular = new Set<string>();
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    const entry = byId.get(id);
    if (entry === undefined || done.has(id)) return;
    const walked = [...way, id];
    for (const [index, needed] of entry.value.prerequisites.entries()) {
      const start = walked.indexOf(needed);
      if (start < 0) {
        visit(needed, walked);
        continue;
      }
      const circle = [...walked.slice(start), needed];
      for (const [at, member] of circle.slice(1).entries()) circular.add(edge(circle[at] ?? '', member));
      report(
        inside(entry, 'prerequisites', index),
        `prerequisites go round in a circle: ${circle.join(' → ')}`,
        'remove the prerequisite that is not needed to begin',
      );
    }
    done.add(id);
  };
  for (const id of byId.keys()) visit(id, []);
  return circular;
}

function edge(topic: string, needed: string): string {
  return `${topic} ${needed}`;
}
