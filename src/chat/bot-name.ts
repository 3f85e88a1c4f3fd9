/** What is needed of a command to know the words that it begins with; every `Command` has it. */
export interface CommandNames {
  name: string;
  group?: string;
  words?: readonly { word: string }[];
}

/**
 * A line without the bot's own name: `/mlops resource docker` and `mlops resource docker` are typed out of habit. Without
 * a slash the name may be what is looked for ("mlops course"), so a command must follow it.
 */
export function withoutName(line: string, commandName: string, commands: readonly CommandNames[]): string {
  const slash = line.startsWith('/');
  const rest = slash ? line.slice(1) : line;
  const [first = '', second = ''] = rest.split(' ');
  if (first.toLowerCase() !== commandName.toLowerCase()) return rest;
  if (!slash && !startsCommand(second, commands)) return line;
  return rest.slice(first.length).trimStart();
}

function startsCommand(word: string, commands: readonly CommandNames[]): boolean {
  const folded = word.toLowerCase();
  return commands.some(
    ({ name, group, words }) =>
      (group ?? name) === folded || (words ?? []).some((other) => other.word === folded),
  );
}
