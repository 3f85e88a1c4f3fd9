/**
 * What a person wrote, without Slack's markup (docs.slack.dev/messaging/formatting-message-text): mentions of people and
 * groups are gone, a channel is its name, a link its address, and the three escaped characters are themselves again.
 */
export function plainLine(text: string): string {
  return text
    .replace(/<([@!#]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, sign: string, target: string, label?: string) => {
      if (sign === '@' || sign === '!') return ' ';
      return sign === '#' ? ` ${label ?? ''} ` : ` ${target.replace(/^mailto:/, '')} `;
    })
    .replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => entities[name])
    .replace(/[ \t]+/g, ' ')
    .trim();
}

const entities = { amp: '&', lt: '<', gt: '>' } as const;

/**
 * The words of a message that somebody wants resources about: no code, addresses, emoji codes and marks, so that a search
 * sees what it is about. Of a link its label stays, unless that is the address once more.
 */
export function wordsOf(text: string): string {
  return (
    plainLine(text.replace(/```[\s\S]*?```/g, ' ').replace(/<(https?:[^<>|]*)\|([^<>]*)>/g, labelOf))
      .replace(/https?:\/\/\S+/g, ' ')
      // Not the minutes of a time, nor a name of C++.
      .replace(/(?<![\d:])(?::[a-z0-9_+'-]+:)+(?![\w:])/gi, ' ')
      .replace(/[*~`_>]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

function labelOf(_: string, target: string, label: string): string {
  return target.includes(label) ? ' ' : ` ${label} `;
}
