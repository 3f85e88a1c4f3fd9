import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dailyDays } from '../../scripts/daily-days.ts';
import { loadCatalog } from '../../src/catalog/load.ts';

const root = join(import.meta.dirname, '../..');
const catalog = await loadCatalog([join(root, 'catalog')]);

describe('docs/daily-days.md', () => {
  it('is what npm run days makes of the catalog', () => {
    expect(readFileSync(join(root, 'docs/daily-days.md'), 'utf8')).toBe(dailyDays(catalog));
  });

  it('has a table of seven columns for each channel', () => {
    const rows = dailyDays(catalog).match(/^\|.*$/gm) ?? [];
    expect(rows.filter((line) => line === `|${' --- |'.repeat(7)}`)).toHaveLength(3);
    expect(rows.filter((line) => line.split(/(?<!\\)\|/).length !== 9)).toEqual([]);
  });

  it('shows thirty days, and what each kind of mark changes', () => {
    const page = dailyDays(catalog);
    expect(page.match(/^\| 30 \| Step /gm)).toHaveLength(1);
    for (const why of [
      'goes on with the same step',
      'as too easy',
      'marked Later by 2',
      'nobody has marked',
    ]) {
      expect(page).toContain(why);
    }
  });
});
