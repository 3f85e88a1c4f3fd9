/**
 * Puts the words of a text behind the options, after `--`, so that a text may begin with a dash: what begins with two
 * dashes and a letter is an option, as is `short`, and everything after a `--` is text.
 *
 * @param takesValue the options whose next argument is their value
 * @param short options with one dash: -h
 */
export function textLast(
  args: readonly string[],
  takesValue: readonly string[],
  short: readonly string[],
): string[] {
  const options: string[] = [];
  const text: string[] = [];
  const left = args.values();
  for (const arg of left) {
    if (arg === '--') text.push(...left);
    else if (!short.includes(arg) && !/^--[a-z][a-z-]*(=.*)?$/is.test(arg)) text.push(arg);
    else if (!takesValue.includes(arg)) options.push(arg);
    else {
      const { value } = left.next();
      // Without its value it has to come last, or it would take the dashes for it.
      if (value === undefined) return [...options, arg];
      options.push(arg, value);
    }
  }
  return [...options, '--', ...text];
}
