import { distance } from './distance.ts';

/**
 * The candidate that a mistyped word most likely means: at most two edits away, one for words of up to four
 * characters, and never as many as the word is long. The first of equally near ones.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.trim().toLowerCase();
  let best: string | undefined;
  let allowed = Math.min(typed.length <= 4 ? 1 : 2, typed.length - 1);
  for (const candidate of candidates) {
    const edits = distance(typed, candidate.trim().toLowerCase(), allowed);
    if (edits > allowed) continue;
    best = candidate;
    allowed = edits - 1;
    if (allowed < 0) break;
  }
  return best;
}
