/** Reading a payload as the platform reads it: JSON, with nothing known about it. */
export type Json = Readonly<Record<string, unknown>>;

/** Collects breaches, each with the place where it was found. */
export interface Report {
  breaches: string[];
  say(place: string, what: string): void;
}

export function createReport(): Report {
  const breaches: string[] = [];
  return { breaches, say: (place, what) => breaches.push(`${place}: ${what}`) };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Every field is one that the platform knows there, and those it insists on are there. */
export function checkFields(
  value: Json,
  fields: { required: readonly string[]; optional?: readonly string[] },
  place: string,
  report: Report,
): void {
  for (const name of Object.keys(value)) {
    const known = fields.required.includes(name) || fields.optional?.includes(name) === true;
    if (!known) report.say(place, `does not take ${name}`);
  }
  for (const name of fields.required) {
    if (value[name] === undefined) report.say(place, `lacks ${name}`);
  }
}

/**
 * A string of `min` to `max` characters. Both platforms leave open what a character is; UTF-16 code units are the most
 * of all, so that a length that passes here passes in code points too.
 */
export function checkText(
  value: unknown,
  { min, max }: { min: number; max: number },
  place: string,
  report: Report,
): void {
  if (typeof value !== 'string') {
    report.say(place, 'is no string');
    return;
  }
  if (value.length < min) report.say(place, `has ${value.length} characters, fewer than ${min}`);
  if (value.length > max) report.say(place, `has ${value.length} characters, more than ${max}`);
  if (min > 0 && value.trim() === '') report.say(place, 'is blank');
}

export function checkCount(
  value: unknown,
  { min, max }: { min: number; max: number },
  place: string,
  report: Report,
): readonly unknown[] {
  const list = listAt(value);
  if (list.length < min) report.say(place, `has ${list.length} entries, fewer than ${min}`);
  if (list.length > max) report.say(place, `has ${list.length} entries, more than ${max}`);
  return list;
}

export function checkHttp(value: unknown, max: number, place: string, report: Report): void {
  checkText(value, { min: 1, max }, place, report);
  if (typeof value !== 'string' || !/^https?:\/\/[^\s<>"|]+$/i.test(value) || !URL.canParse(value)) {
    report.say(place, `is no http(s) address: ${String(value).slice(0, 60)}`);
  }
}

/** Handed back to the bot, shown to nobody. */
const unseen = ['custom_id', 'action_id', 'callback_id', 'private_metadata'];

/** Strings of a payload anywhere: whole characters, no control characters, nothing that turns the reading direction. */
export function checkStrings(value: unknown, place: string, report: Report): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) report.say(place, 'has half a character');
    if (/(?!\n)\p{Cc}/u.test(value)) report.say(place, 'has a control character');
    if (/[\u202A-\u202E\u2066-\u2069]/.test(value)) report.say(place, 'turns the direction');
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => {
      checkStrings(one, `${place}[${index}]`, report);
    });
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (!unseen.includes(key)) checkStrings(one, `${place}.${key}`, report);
    }
  }
}

/** Says that something comes twice. */
export function checkUnique(values: readonly unknown[], what: string, place: string, report: Report): void {
  const seen = new Set<unknown>();
  for (const value of values) {
    if (seen.has(value)) report.say(place, `has the ${what} ${String(value)} twice`);
    seen.add(value);
  }
}
