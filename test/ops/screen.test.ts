import { describe, expect, it } from 'vitest';
import { screenOf } from '../../src/ops/screen.ts';

describe('the screen', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['both', { isTTY: true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%s has colours or has not', (_what, stream, env, colour) => {
    expect(screenOf(stream, env).colour).toBe(colour);
  });

  it.each([
    [{ columns: 120 }, {}, 120],
    [{ columns: 120 }, { COLUMNS: '60' }, 120],
    [{}, { COLUMNS: '60' }, 60],
    [{}, { COLUMNS: 'wide' }, 80],
    [{}, {}, 80],
    [{ columns: 0 }, {}, 80],
    [{ columns: 0 }, { COLUMNS: '60' }, 60],
    [{}, { COLUMNS: '-5' }, 80],
  ])('%j with %j has %i columns', (stream, env, columns) => {
    expect(screenOf(stream, env).columns).toBe(columns);
  });
});
