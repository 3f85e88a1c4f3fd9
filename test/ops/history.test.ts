import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { historyFile, historyIn } from '../../src/ops/history.ts';

const folder = mkdtempSync(join(tmpdir(), 'companion-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps lines between sessions, for their owner alone', async () => {
  const file = historyFile({ XDG_STATE_HOME: join(folder, 'state') });
  await expect(historyIn(file).load()).rejects.toThrow(/ENOENT/);
  await historyIn(file).save(['topic drift', 'k8s']);
  expect(await historyIn(file).load()).toEqual(['topic drift', 'k8s']);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});

it('stands in the home folder where nothing else is said', () => {
  for (const env of [{}, { XDG_STATE_HOME: '' }]) {
    expect(historyFile(env)).toMatch(/[\\/]\.local[\\/]state[\\/]mlops-companion[\\/]history$/);
  }
});
