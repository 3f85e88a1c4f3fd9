import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { aliasSchema, resourceSchema, topicSchema } from '../../src/catalog/model.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('docs/catalog.md', () => {
  const page = read('docs/catalog.md');
  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].flatMap(([, yaml = '']): unknown[] =>
    parse(yaml),
  );
  const schemas = z.union([resourceSchema, topicSchema, aliasSchema]);

  it('shows entries that the model takes, but for the one that is called bad', () => {
    expect(examples.length).toBeGreaterThan(4);
    const refused = examples.filter((example) => !schemas.safeParse(example).success);
    expect(refused).toEqual([expect.objectContaining({ id: 'Introducing_MLOps' })]);
  });

  it('describes every field of a resource, and every value of those that have few', () => {
    const table = page.slice(page.indexOf('| Field |'), page.indexOf('### A good entry'));
    const { shape } = resourceSchema;
    for (const field of Object.keys(shape)) expect(table).toContain(`\`${field}\``);
    const values = [shape.kind, shape.level, shape.access, shape.subkind.unwrap(), shape.minutes_basis];
    for (const value of values.flatMap((choice): string[] => choice.options)) {
      expect(table).toMatch(new RegExp(`\\b${value}\\b`));
    }
  });
});

describe('the pages of this project', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).map((page) => page.replaceAll('\\', '/'));

  it.each(pages)('%s links only to files that exist', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map(
      ([, target = '']) => target,
    );
    const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it.each(pages)('%s names only scripts that package.json has', (page) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const known = [...Object.keys(scripts), 'ci', 'install'];
    const named = [...read(page).matchAll(/\bnpm (?:run )?(?:--silent )?([a-z]+)\b(?= --|`|$| {2,}| &&)/gm)];
    expect(named.map(([, script = '']) => script).filter((script) => !known.includes(script))).toEqual([]);
  });
});
