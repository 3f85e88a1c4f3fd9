import { isUtf8 } from 'node:buffer';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import type { Problem } from './load.ts';

/** A YAML file of a catalog. */
export interface Source {
  /** As it is shown in problems. */
  file: string;
  text: string;
}

/** A value inside a source: keys and list indices from the top, as zod gives them. */
export interface Place {
  source: Source;
  path: readonly PropertyKey[];
  /** Points at the key instead of at its value. */
  key?: boolean;
}

export interface Position {
  line: number;
  column: number;
}

/**
 * Every value is text, a number, a boolean, null, a list or a map with text keys. Deeper resolving of `*aliases`
 * than this is refused: a few lines of them can stand for gigabytes.
 */
const maxAliasCount = 100;
/** With 'silent' the parser would leave out all documents but the first without a word. */
const options = { prettyErrors: false, stringKeys: true, logLevel: 'error', merge: false } as const;

/** What a file of bytes says, or why it cannot be read. */
export function decode(file: string, bytes: Uint8Array): Source | Problem {
  if (isUtf8(bytes)) return { file, text: new TextDecoder().decode(bytes) };
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const content = bytes.subarray(start, end);
    if (!isUtf8(content)) {
      const column = new TextDecoder().decode(content).indexOf('\u{FFFD}') + 1;
      return notUtf8(file, { line, column });
    }
    start = end + 1;
  }
  return notUtf8(file, { line: 1, column: 1 });
}

function notUtf8(file: string, position: Position): Problem {
  return { file, ...position, message: 'this is not UTF-8', mend: 'save the file with the encoding UTF-8' };
}

/** The plain value of a source, or its syntax errors. */
export function readYaml(source: Source): { value: unknown } | { problems: Problem[] } {
  try {
    const document = parseDocument(source.text, options);
    if (document.errors.length > 0 || document.warnings.length > 0) {
      return { problems: syntaxProblems(source) };
    }
    return { value: document.toJS({ maxAliasCount }) };
  } catch (error) {
    // Too many aliases are thrown instead of listed, and so is nesting that the stack cannot hold.
    const message = error instanceof ReferenceError ? 'too many *aliases' : 'this cannot be read as YAML';
    return { problems: [{ file: source.file, line: 1, column: 1, message, mend: tooMuch }] };
  }
}

const tooMuch = 'write the values out, without anchors and deep nesting';

/** One for each line: what follows on the same line comes of the first. */
function syntaxProblems(source: Source): Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { ...options, lineCounter: lines });
  const slips = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const perLine = new Map<number, Problem>();
  for (const slip of slips) {
    const { line } = positionAt(slip.pos[0], lines);
    if (perLine.has(line)) continue;
    const mend =
      mendOf[slip.code] ?? 'correct the YAML here; put text with : or # or quotation marks inside "…"';
    // The parser's own sentence ends with advice for programmers after a semicolon.
    const [wrong = ''] = lowerFirst(slip.message).split(';');
    perLine.set(line, {
      file: source.file,
      ...positionAt(beginOf(slip, document), lines),
      message: `YAML: ${wrong}`,
      mend,
    });
  }
  return [...perLine.values()];
}

/** The parser reports a quotation mark that is never closed where the text ends: mostly at the end of the file. */
function beginOf({ code, pos }: YAMLParseError | YAMLWarning, document: Document.Parsed): number {
  let begin = pos[0];
  if (code !== 'MISSING_CHAR') return begin;
  visit(document, {
    Scalar(_key, { type, range }) {
      if (!type?.startsWith('QUOTE_') || range?.[1] !== pos[0]) return undefined;
      begin = range[0];
      return visit.BREAK;
    },
  });
  return begin;
}

const mendOf: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'keep one of the two lines',
  TAB_AS_INDENT: 'indent with spaces instead of tabs',
  BAD_INDENT: 'indent like the lines around it',
  BLOCK_AS_IMPLICIT_KEY: 'put the text inside "…" if it has a colon in it',
  MISSING_CHAR: 'add what is missing, or put the text inside "…"',
  MULTIPLE_DOCS: 'remove the line ---, a file is one document',
  TAG_RESOLVE_FAILED: 'remove the !tag',
  BAD_ALIAS: 'put the text inside "…" if it begins with * or &',
  NON_STRING_KEY: 'use a plain word as a key',
  RESOURCE_EXHAUSTION: tooMuch,
  BAD_SCALAR_START: 'put the text inside "…"',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Finds places in sources; reads a source again, with positions, when it is first asked about it. */
export function createLocator(): (place: Place) => Position {
  const known = new Map<Source, { document: Document.Parsed; lines: LineCounter }>();
  return ({ source, path, key }) => {
    let parsed = known.get(source);
    if (parsed === undefined) {
      const lines = new LineCounter();
      parsed = { document: parseDocument(source.text, { ...options, lineCounter: lines }), lines };
      known.set(source, parsed);
    }
    return positionAt(offsetOf(parsed.document, path, key === true), parsed.lines);
  };
}

/** Where a value begins; where it is missing, the nearest thing around it. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], key: boolean): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isSeq(node)) {
      const item: unknown = node.items[Number(segment)];
      node = isNode(item) ? item : null;
    } else if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(segment));
      if (pair === undefined) return offset;
      const last = depth === path.length - 1;
      const found = (key && last) || !isNode(pair.value) ? pair.key : pair.value;
      node = isNode(found) ? found : null;
    }
    if (node === null) return offset;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
