import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToWidth, textWidth } from '../../../src/adapters/terminal/width.ts';
import { anyText } from '../../support/arbitrary-text.ts';

describe('the width of a text on the screen', () => {
  it.each([
    ['', 0],
    ['docker', 6],
    ['naïve – “x” · …', 15],
    ['日本語', 6],
    ['ｆｕｌｌ', 8],
    ['한국어', 6],
    ['e\u0301', 1],
    ['नमस्ते', 4],
    ['👍', 2],
    ['👍🏽', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['🏳️‍🌈', 2],
    ['🇮🇳🇫🇷', 4],
    ['1️⃣', 2],
    ['❤️', 2],
    ['a\u200Bb\u2060c\uFEFF', 3],
    ['█░', 2],
  ])('%j takes %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('never leaves a cut text wider than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, columns) => {
        expect(textWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('cuts at a word, without a comma before the ellipsis', () => {
    expect(cutToWidth('Deploying models with Flask, Docker and Kubernetes', 30)).toBe(
      'Deploying models with Flask…',
    );
  });
});
