/** What both engines take and give back as it was. */
export type Portable = string | number | null;

/**
 * Checks values on their way into a query. What is refused here would be kept differently by the two engines: a `Date`
 * becomes NULL in node:sqlite, PostgreSQL has no NUL character, and neither keeps every large number.
 *
 * @throws {TypeError} naming the kind of value, never the value itself.
 */
export function portable(values: readonly unknown[]): Portable[] {
  return values.map((value) => {
    if (value === null) return value;
    if (typeof value === 'string') {
      if (value.includes('\0')) throw new TypeError('A text with a NUL character cannot be stored.');
      return value.toWellFormed();
    }
    if (typeof value === 'number' && (Number.isSafeInteger(value) || isFraction(value))) return value;
    throw new TypeError(
      `${kindOf(value)} cannot be stored. Texts, numbers and null can: a moment as epoch milliseconds, yes and no as 1 and 0, a structure as JSON.`,
    );
  });
}

/** A whole number from PostgreSQL, which sends those of 64 bits, counts and sums as text. */
export function exactNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new RangeError('The database holds a number that is too large to be exact.');
  }
  return number;
}

function isFraction(value: number): boolean {
  return Number.isFinite(value) && !Number.isInteger(value);
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return 'A number that is not exact';
  return value instanceof Date ? 'A Date' : `A value of type ${typeof value}`;
}
