import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files, removed when the test ends. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'catalog-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return dir;
}

/** A resource as YAML, complete but for what the lines say otherwise. */
export function resource(id: string, ...lines: string[]): string {
  const given = new Set(lines.map((line) => line.split(':')[0]));
  const rest = Object.entries({
    title: `Title of ${id}`,
    url: `https://example.com/${id}`,
    kind: 'article',
    level: 'beginner',
    minutes: '10',
    minutes_basis: 'estimate',
    access: 'free',
  }).filter(([name]) => !given.has(name));
  return [
    `- id: ${id}`,
    ...lines.map((line) => `  ${line}`),
    ...rest.map(([name, value]) => `  ${name}: ${value}`),
    '',
  ].join('\n');
}

/** A topic as YAML. */
export function topic(id: string, ...lines: string[]): string {
  const needed = [`covers: what ${id} is`, `goal: you can use ${id}`, 'hours: 5'];
  const title = lines.some((line) => line.startsWith('title:')) ? [] : [`title: About ${id}`];
  return [`- id: ${id}`, ...[...lines, ...title, ...needed].map((line) => `  ${line}`), ''].join('\n');
}
