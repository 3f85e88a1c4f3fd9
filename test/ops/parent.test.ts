import { expect, it } from 'vitest';
import { parentGone } from '../../src/ops/parent.ts';

it('tells when another process has become the parent', async () => {
  const parents = [40, 40, 40, 1];
  let asked = 0;
  await parentGone(() => parents[asked++] ?? 1, 1);
  expect(asked).toBe(4);
});
