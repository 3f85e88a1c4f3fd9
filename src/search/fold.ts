const plain = /^[ -~\s]*$/;
const asciiChunk = /[a-z0-9]+(?:\+\+|#)?(?:[-/.&'_][a-z0-9]+)*/g;
const chunk = /[\p{L}\p{N}]+(?:\+\+|#)?(?:[-/.&'_][\p{L}\p{N}]+)*/gu;
const joiner = /[-/.&_]/;
const joiners = /[-/.&'_]/g;
const maxJoined = 24;

/** Letters that Unicode does not take apart into a base and a mark. */
const others: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Lower case, without accents; every dash is a hyphen and every apostrophe straight. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøłđæœı]/g, (letter) => others[letter] ?? letter)
    .replace(/\p{Dash}/gu, '-')
    .replace(/[’‘ʼ`´]/g, "'");
}

/** Words that hyphens, slashes, dots or ampersands hold together, as one: "ci/cd" has the parts ci and cd and is joined to cicd. */
export interface Chunk {
  parts: readonly string[];
  /** The parts as one word; the word itself when it has only one part. */
  joined: string;
}

export function chunksOf(text: string): Chunk[] {
  return (fold(text).match(chunk) ?? []).map(chunkOf);
}

function chunkOf(text: string): Chunk {
  const own = text.includes("'")
    ? text.replace(/'s(?![a-z])/g, '').replace(/([a-z])'(?=[a-z])/g, '$1')
    : text;
  if (!joiner.test(own)) return { parts: [own], joined: own };
  return { parts: own.split(joiner), joined: own.replace(joiners, '') };
}

/** Every word to index of a text, folded; of words held together also the joined one. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  const found: string[] = folded.match(plain.test(folded) ? asciiChunk : chunk) ?? [];
  let plainOnly = true;
  for (const one of found) {
    if (joiner.test(one) || one.includes("'")) {
      plainOnly = false;
      break;
    }
  }
  return plainOnly ? found : found.flatMap(withJoined);
}

function withJoined(text: string): readonly string[] {
  const { parts, joined } = chunkOf(text);
  const [first = '', second] = parts;
  if (second === undefined) return [first];
  const name = parts.length <= 3 && joined.length <= maxJoined && !/^\d+$/.test(joined);
  return name ? [...parts, joined] : parts;
}

/** What names are compared by: case, accents, hyphens, spaces and punctuation do not count. */
export function nameKey(text: string): string {
  return chunksOf(text)
    .map(({ joined }) => joined)
    .join('');
}
