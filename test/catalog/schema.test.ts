import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogSchemas } from '../../src/catalog/schema.ts';

const dir = join(import.meta.dirname, '../../catalog/schema');

describe('catalog/schema', () => {
  const schemas = Object.entries(catalogSchemas());

  it('has a file for each part and no other', () => {
    expect(readdirSync(dir).sort()).toEqual(schemas.map(([name]) => `${name}.json`).sort());
  });

  it.each(schemas)(
    '%s.json is what the model says; npm run catalog -- schema writes it anew',
    (name, schema) => {
      expect(JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8'))).toEqual(schema);
    },
  );
});
