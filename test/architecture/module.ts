import { parseAst } from 'vitest/node';

/** What one source file imports and which of the guarded things it uses, read from its syntax tree. */
export interface Module {
  imports: readonly Import[];
  uses: readonly Use[];
  /** Whether it only passes on what other files export. */
  barrel: boolean;
  lines: number;
}

export interface Import {
  specifier: string;
  /** Erased before the file runs: `import type`, `export type … from`, `import('…').Type`. */
  typeOnly: boolean;
}

/** Things that only few places may use, each as it stands in the code. */
export type Use = 'process.env' | 'the wall clock' | 'performance.now' | 'Math.random';

type Node = Record<string, unknown> & { type: string };

export function readModule(file: string, source: string): Module {
  const program = parseAst(source, { lang: file.endsWith('.ts') ? 'ts' : 'js' });
  const imports: Import[] = [];
  const uses = new Set<Use>();
  for (const node of walk(program)) {
    const found = importOf(node);
    if (found !== undefined) imports.push(found);
    const use = useOf(node);
    if (use !== undefined) uses.add(use);
  }
  const body = program.body.map((statement) => ({ ...statement }) as unknown as Node);
  return {
    imports,
    uses: [...uses],
    barrel: body.some(isExport) && body.every((node) => node.type === 'ImportDeclaration' || isExport(node)),
    lines: source.replace(/\n$/, '').split('\n').length,
  };
}

/** Every node of a tree, parents first. */
function* walk(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* walk(child);
}

function importOf(node: Node): Import | undefined {
  const specifier = field(field(node, 'source'), 'value');
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: String(specifier), typeOnly: node.importKind === 'type' };
    case 'ExportAllDeclaration':
      return { specifier: String(specifier), typeOnly: node.exportKind === 'type' };
    case 'ExportNamedDeclaration':
      return specifier === undefined
        ? undefined
        : { specifier: String(specifier), typeOnly: node.exportKind === 'type' };
    case 'TSImportType':
      return { specifier: String(specifier), typeOnly: true };
    case 'ImportExpression':
      return importedAtRunTime(node);
    default:
      return undefined;
  }
}

/** An address made while running cannot be checked, so it is told as it is and no rule allows it. */
function importedAtRunTime(node: Node): Import {
  const specifier = field(field(node, 'source'), 'value');
  return {
    specifier: typeof specifier === 'string' ? specifier : 'an address made at run time',
    typeOnly: false,
  };
}

function useOf(node: Node): Use | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return useOfMember(nameOf(node.object), nameOf(node.property) ?? field(node.property, 'value'));
    case 'NewExpression':
    case 'CallExpression':
      return nameOf(node.callee) === 'Date' ? 'the wall clock' : undefined;
    case 'VariableDeclarator':
      return useOfPattern(nameOf(node.init), node.id);
    case 'ImportDeclaration':
      return useOfImport(node);
    default:
      return undefined;
  }
}

function useOfMember(object: string | undefined, property: unknown): Use | undefined {
  if (object === 'process' && property === 'env') return 'process.env';
  if (object === 'Date' && property === 'now') return 'the wall clock';
  if (object === 'Temporal' && property === 'Now') return 'the wall clock';
  if (object === 'performance' && (property === 'now' || property === 'timeOrigin')) return 'performance.now';
  if (object === 'process' && (property === 'hrtime' || property === 'uptime')) return 'performance.now';
  if (object === 'Math' && property === 'random') return 'Math.random';
  return undefined;
}

/** `const { env } = process` */
function useOfPattern(object: string | undefined, pattern: unknown): Use | undefined {
  for (const property of list(field(pattern, 'properties'))) {
    const use = useOfMember(object, nameOf(field(property, 'key')));
    if (use !== undefined) return use;
  }
  return undefined;
}

/** `import { env } from 'node:process'` and `import { performance as p } from 'node:perf_hooks'` */
function useOfImport(node: Node): Use | undefined {
  const from = String(field(node.source, 'value')).replace(/^node:/, '');
  const names = list(node.specifiers).map((specifier) => nameOf(field(specifier, 'imported')));
  if (from === 'process') return names.includes('env') ? 'process.env' : undefined;
  if (from === 'perf_hooks') return names.includes('performance') ? 'performance.now' : undefined;
  return undefined;
}

/** `Date`, and `globalThis.Date` as well. */
function nameOf(node: unknown): string | undefined {
  if (field(node, 'type') === 'MemberExpression' && nameOf(field(node, 'object')) === 'globalThis') {
    return nameOf(field(node, 'property'));
  }
  const name = field(node, 'name');
  return typeof name === 'string' ? name : undefined;
}

function isExport(node: Node): boolean {
  return (
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'ExportNamedDeclaration' && (node.declaration ?? null) === null)
  );
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string';
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
