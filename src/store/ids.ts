/**
 * An id that sorts by time: at most 22 characters of a-z and 0-9, which fits wherever a platform carries it along.
 *
 * @param random gives a number in [0, 1)
 */
export function newId(at: Temporal.Instant, random: () => number): string {
  const time = Math.max(0, at.epochMilliseconds).toString(36).padStart(9, '0');
  return `${time}${part(random)}${part(random)}`;
}

/** A name for something that lives for minutes: 12 characters of a-z and 0-9. */
export function newName(random: () => number): string {
  return part(random) + part(random);
}

function part(random: () => number): string {
  return Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
}
