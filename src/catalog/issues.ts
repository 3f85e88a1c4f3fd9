import * as z from 'zod';
import { nearest } from './nearest.ts';

/** What a schema refused, in the words of somebody who writes YAML. */
export interface Wrong {
  path: readonly PropertyKey[];
  /** The key is wrong, not its value. */
  key?: boolean;
  message: string;
  mend: string;
}

/** One for each thing to mend in a value that a schema of the model refused. */
export function wrongs(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  schema: z.core.$ZodType,
): Wrong[] {
  return issues.flatMap((issue) => explain(issue, value, schema));
}

function explain(issue: z.core.$ZodIssue, value: unknown, schema: z.core.$ZodType): Wrong[] {
  const { path } = issue;
  const given = valueAt(value, path);
  const name = `"${label(path)}"`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, path, fieldsAt(schema, path)));
    case 'invalid_union':
      return unionBranch(issue).flatMap((inner) =>
        explain({ ...inner, path: [...path, ...inner.path] }, value, schema),
      );
    case 'invalid_type':
      return [wrongType(path, name, given, issue.expected)];
    case 'invalid_value':
      return [wrongChoice(path, name, given, issue.values.map(String))];
    case 'too_small':
    case 'too_big':
      return [wrongSize(path, name, given, issue)];
    default:
      return [{ path, message: `${name} is ${shown(given)}`, mend: issue.message }];
  }
}

function unknownField(key: string, path: readonly PropertyKey[], fields: readonly string[]): Wrong {
  const meant = nearest(key, fields);
  const mend =
    meant === undefined ? `remove it, or use one of: ${fields.join(', ')}` : `did you mean "${meant}"?`;
  return { path: [...path, key], key: true, message: `unknown field "${key}"`, mend };
}

function wrongType(path: readonly PropertyKey[], name: string, given: unknown, expected: string): Wrong {
  const wanted = nounOf[expected] ?? expected;
  if (given === undefined) return missing(path, name, wanted);
  if (path.length === 0 || label(path) === '') {
    return { path, message: `this is ${typeOf(given)}`, mend: `write ${wanted}` };
  }
  if (given === null)
    return { path, message: `${name} is empty`, mend: `write ${wanted}, or remove the line` };
  const type = typeof given === 'string' ? ', which is text' : '';
  return { path, message: `${name} is ${shown(given)}${type}`, mend: `write ${wanted}` };
}

function missing(path: readonly PropertyKey[], name: string, wanted: string): Wrong {
  return {
    path,
    message: `${name} is missing`,
    mend: `add a line "${String(path.at(-1))}: …" with ${wanted}`,
  };
}

function wrongChoice(
  path: readonly PropertyKey[],
  name: string,
  given: unknown,
  allowed: readonly string[],
): Wrong {
  const mend = `use one of: ${allowed.join(', ')}`;
  if (given === undefined) return missing(path, name, `one of: ${allowed.join(', ')}`);
  const meant = nearest(String(given), allowed);
  const message = given === null ? `${name} is empty` : `${name} is ${shown(given)}`;
  return { path, message, mend: meant === undefined ? mend : `did you mean "${meant}"? Otherwise ${mend}` };
}

function wrongSize(
  path: readonly PropertyKey[],
  name: string,
  given: unknown,
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): Wrong {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  const bound = issue.inclusive === false ? limit + (small ? 1 : -1) : limit;
  const most = small ? 'at least' : 'at most';
  if (typeof given === 'number') {
    return { path, message: `${name} is ${given}`, mend: `use a number of ${most} ${bound}` };
  }
  const length = Array.isArray(given) ? given.length : String(given ?? '').trim().length;
  if (length === 0) return { path, message: `${name} is empty`, mend: 'write something, or remove the line' };
  const unit = Array.isArray(given) ? 'entries' : 'characters';
  const mend = Array.isArray(given) ? `use ${most} ${bound}` : `shorten it to ${most} ${bound}`;
  return { path, message: `${name} has ${length} ${unit}`, mend };
}

/** Of several shapes the one that was meant: the first whose own type fits, else what all of them expect. */
function unionBranch(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const fits = issue.errors.find((branch) =>
    branch.every((one) => one.path.length > 0 || one.code !== 'invalid_type'),
  );
  return fits ?? issue.errors[0] ?? [];
}

const nounOf: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'fields, each on a line of its own: "name: value"',
};

function typeOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

/** A value as it is quoted in a message: short, on one line. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a group of fields';
  const text = String(value).replace(/\s+/g, ' ');
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return typeof value === 'string' ? `"${short}"` : short;
}

/** "seen.on"; places in a list go without their number, the position says which. */
function label(path: readonly PropertyKey[]): string {
  return path.filter((segment) => typeof segment === 'string').join('.');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.getOwnPropertyDescriptor(at, segment)?.value;
  }
  return at;
}

/** The fields that a schema has at a path, through lists, choices, optional and default. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodObject) {
    const [first, ...rest] = path;
    if (first === undefined) return Object.keys(schema.shape);
    const field: z.core.$ZodType | undefined = schema.shape[String(first)];
    return field === undefined ? [] : fieldsAt(field, rest);
  }
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, path.slice(1));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fieldsAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsAt(option, path));
  return [];
}
