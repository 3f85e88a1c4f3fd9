import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { emptyNames, floors, homes, maxLines, useHomes } from './floors.ts';
import { type Import, type Module, readModule } from './module.ts';

/**
 * Every breach of the layout in a map of paths (src/…, with forward slashes) to source text. Each message names the
 * file, what stands in it and the rule.
 */
export function breaches(files: ReadonlyMap<string, string>): string[] {
  const modules = new Map([...files].map(([file, source]) => [file, readModule(file, source)]));
  const found = [...modules].flatMap(([file, module]) => [
    ...nameBreaches(file),
    ...shapeBreaches(file, module),
    ...useBreaches(file, module),
    ...module.imports.flatMap((imported) => importBreaches(file, imported)),
  ]);
  return [...new Set([...found, ...cycles(modules)])];
}

/** The part of the house that a file belongs to: "search", "adapters/slack", "main"; undefined outside src. */
export function partOf(file: string): string | undefined {
  const [top, first = '', second] = file.split('/');
  if (top !== 'src') return undefined;
  return first === 'adapters' && second !== undefined ? `adapters/${second}` : first.replace(/\.[jt]s$/, '');
}

function importBreaches(file: string, imported: Import): string[] {
  const { specifier } = imported;
  const what = `${file} imports ${specifier}`;
  if (specifier.startsWith('.')) return fileBreaches(file, imported, what);
  if (isBuiltin(specifier) && !(specifier in homes)) return [];
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const home = homes[name];
  if (home === undefined) return [`${what}: ${name} has no home in test/architecture/floors.ts`];
  if (home === 'anywhere' || home.includes(partOf(file) ?? '')) return [];
  return [`${what}: only ${home.join(' and ')} may`];
}

function fileBreaches(file: string, imported: Import, what: string): string[] {
  const target = posix.join(posix.dirname(file), imported.specifier);
  const from = partOf(file) ?? '';
  const to = partOf(target);
  if (to === undefined) {
    const manifest = target === 'package.json' && (from === 'main' || from === 'cli');
    return manifest ? [] : [`${what}: nothing in src depends on what is outside it`];
  }
  const floor = floors[from];
  if (floor === undefined) return [`${file}: ${from} has no floor in test/architecture/floors.ts`];
  if (from === to || floor.values.includes(to)) return [];
  if (floor.types?.includes(to))
    return imported.typeOnly ? [] : [`${what}: ${from} may import only types from ${to}`];
  return [`${what}: ${from} may not import ${to}, imports go down`];
}

function useBreaches(file: string, module: Module): string[] {
  return module.uses.flatMap((use) => {
    const allowed = useHomes[use];
    const here = allowed.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));
    return here ? [] : [`${file} uses ${use}: only ${allowed.join(', ')} may; take it as an argument`];
  });
}

function shapeBreaches(file: string, module: Module): string[] {
  const problems = module.barrel
    ? [`${file}: only passes on what other files export; import those directly`]
    : [];
  if (module.lines > maxLines) {
    problems.push(`${file}: ${module.lines} lines, more than ${maxLines}; look for the second idea in it`);
  }
  return problems;
}

function nameBreaches(file: string): string[] {
  return file
    .split('/')
    .map((segment) => segment.split('.')[0] ?? '')
    .filter((name) => emptyNames.includes(name))
    .map((name) => `${file}: "${name}" does not say what is inside`);
}

/** Cycles among what is imported at run time; types may refer to each other. */
function cycles(modules: ReadonlyMap<string, Module>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push(
        `${[...path.slice(start), file].join(' imports ')}: files may not import each other in a circle`,
      );
      return;
    }
    if (done.has(file)) return;
    for (const { specifier, typeOnly } of modules.get(file)?.imports ?? []) {
      if (typeOnly || !specifier.startsWith('.')) continue;
      visit(posix.join(posix.dirname(file), specifier), [...path, file]);
    }
    done.add(file);
  };
  for (const file of modules.keys()) visit(file, []);
  return found;
}
