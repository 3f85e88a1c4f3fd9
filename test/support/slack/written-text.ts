import type { Json } from '../shape.ts';
import type { Person } from './parties.ts';

/** Who can be called by name: the people, and the bot. */
export type Named = Pick<Person, 'id' | 'name'>;

/**
 * What Slack makes of what a person types into the message box: three characters are escaped, an address becomes a link,
 * @name becomes the id (docs.slack.dev/messaging/formatting-message-text).
 */
export function markedText(typed: string, named: readonly Named[]): string {
  return partsOf(typed, named)
    .map((part) => {
      if (part.type === 'user') return `<@${part.id}>`;
      if (part.type === 'text') return escaped(part.text);
      const label = part.text === part.url ? '' : `|${escaped(part.text)}`;
      return `<${escaped(part.url)}${label}>`;
    })
    .join('');
}

/** The same as the rich text that comes with it. */
export function richTextOf(typed: string, named: readonly Named[]): Json[] {
  const elements = partsOf(typed, named).map((part) => {
    if (part.type === 'user') return { type: 'user', user_id: part.id };
    if (part.type === 'text') return { type: 'text', text: part.text };
    return { type: 'link', url: part.url, ...(part.text === part.url ? {} : { text: part.text }) };
  });
  const section = { type: 'rich_text_section', elements };
  return [{ type: 'rich_text', block_id: 'typed', elements: [section] }];
}

/** A command's text is not marked up, but escaped all the same. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Part =
  | { type: 'text'; text: string }
  | { type: 'link'; url: string; text: string }
  | { type: 'user'; id: string };

function partsOf(typed: string, named: readonly Named[]): Part[] {
  return (
    typed
      // What is marked up already stays so.
      .split(/(<@[A-Z0-9]+>|https?:\/\/[^\s<>|]+|\bwww\.[^\s<>|]+|@[\w-]+)/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        const called = named.find(({ id, name }) => [`@${name}`, `<@${id}>`].includes(piece));
        if (called !== undefined) return { type: 'user', id: called.id };
        if (/^https?:/.test(piece)) return { type: 'link', url: piece, text: piece };
        if (piece.startsWith('www.')) return { type: 'link', url: `http://${piece}`, text: piece };
        return { type: 'text', text: piece };
      })
  );
}
