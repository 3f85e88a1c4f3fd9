/** UTF-8 that was decoded as Windows-1252, mended: "â€”" is "—" again. Everything else stays as it is. */
export function mendMojibake(text: string): string {
  const characters = [...text];
  const mended: string[] = [];
  for (let index = 0; index < characters.length; ) {
    const sequence = sequenceAt(characters, index);
    mended.push(sequence?.text ?? characters[index] ?? '');
    index += sequence?.length ?? 1;
  }
  return mended.join('');
}

const bytes = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
const byteOf = new Map(
  [...new TextDecoder('windows-1252').decode(bytes)].map((character, index) => [character, index + 128]),
);

/**
 * Lead bytes that hardly begin a real pair of letters: of Latin letters and signs (C2, C3), of punctuation, arrows
 * and signs (E2), of the byte order mark (EF) and of emoji (F0). With others, "É”" would become "ɔ".
 */
const lengthOf: Readonly<Record<number, number>> = { 194: 2, 195: 2, 226: 3, 239: 3, 240: 4 };
/** After Ã these close a quotation more often than they are the rest of Ò and Ô. */
const closingQuotes = ['’', '”'];

function sequenceAt(
  characters: readonly string[],
  start: number,
): { text: string; length: number } | undefined {
  const lead = byteOf.get(characters[start] ?? '');
  const length = lead === undefined ? undefined : lengthOf[lead];
  if (length === undefined) return undefined;
  if (length === 2 && closingQuotes.includes(characters[start + 1] ?? '')) return undefined;
  const sequence = characters.slice(start, start + length).map((character) => byteOf.get(character) ?? 0);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(sequence)), length };
  } catch {
    return undefined;
  }
}
