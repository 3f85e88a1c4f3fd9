/** What a Discord client would make of a text, as far as it matters for what content must not do. */
export interface DiscordText {
  /** The words as a reader sees them, without marks and with escapes resolved. */
  shown: string;
  links: { text: string; url: string }[];
  /** Marks at the start of lines: '##', '-#', '>', '-', '1.'. */
  starts: string[];
  /** '**', '*' and '`', once for each opening and closing sign or pair. */
  marks: string[];
  /** Everything that calls somebody, opens an address as it stands, or formats in a way the bot never does. */
  live: string[];
}

/** Reads Discord's Markdown sign by sign: support.discord.com/hc/articles/210298617. */
export function readDiscord(content: string): DiscordText {
  const read: DiscordText = { shown: '', links: [], starts: [], marks: [], live: [] };
  read.shown = content
    .split('\n')
    .map((line) => readLine(line, read))
    .join('\n');
  return read;
}

function readLine(line: string, read: DiscordText): string {
  const start = /^\s*(#{1,3}|-#|>>>|>|[-*+]|\d+[.)])\s/.exec(line);
  if (start?.[1] !== undefined) read.starts.push(start[1]);
  return readInline(line.slice(start?.[0].length ?? 0), read);
}

const dangers: readonly [string, RegExp][] = [
  ['mention', /^<(@[!&]?|#)\d+>/],
  ['command', /^<\/[^>]+:\d+>/],
  ['time', /^<t:-?\d+(:\w)?>/],
  ['emoji', /^<a?:\w+:\d+>/],
  ['guide', /^<id:\w+>/],
  ['address', /^<[a-z]+:[^>\s]+>/i],
  ['call', /^@(everyone|here)/],
  ['address', /^[a-z][a-z0-9+.-]*:\/\/\S/i],
  ['emoji code', /^:[\w+-]+:/],
  ['code block', /^```/],
  ['spoiler', /^\|\|/],
  ['struck out', /^~~/],
  ['underline', /^_/],
  ['bracket', /^\[/],
];

function readInline(text: string, read: DiscordText): string {
  let shown = '';
  let rest = text;
  let inWord = false;
  const take = (length: number, words = rest.slice(0, length)) => {
    shown += words;
    inWord = /[A-Za-z0-9]$/.test(words);
    rest = rest.slice(length);
  };
  while (rest !== '') {
    const escaped = /^\\([^A-Za-z0-9\s])/u.exec(rest);
    const code = /^`(?!``)([^`]+)`/.exec(rest);
    const link = /^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s()<>]+)\)/su.exec(rest);
    const danger = dangers.find(
      ([name, pattern]) => pattern.test(rest) && !(name === 'address' && inWord && rest[0] !== '<'),
    );
    if (escaped?.[1] !== undefined) take(escaped[0].length, escaped[1]);
    else if (code?.[1] !== undefined) {
      read.marks.push('`');
      take(code[0].length, code[1]);
    } else if (link?.[1] !== undefined && link[2] !== undefined) {
      const label = readInline(link[1], read);
      read.links.push({ text: label, url: link[2] });
      take(link[0].length, label);
    } else if (danger !== undefined) {
      read.live.push(`${danger[0]}: ${rest.slice(0, 30)}`);
      take(1);
    } else if (/^\*{1,2}/.test(rest)) {
      const mark = rest.startsWith('**') ? '**' : '*';
      read.marks.push(mark);
      take(mark.length, '');
    } else take((rest.codePointAt(0) ?? 0) > 0xff_ff ? 2 : 1);
  }
  return shown;
}
