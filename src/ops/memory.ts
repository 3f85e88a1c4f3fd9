import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back what the start used and an idle service does not: reading the catalog leaves some 40 MB of garbage and
 * empty pages, and V8 only cleans up when more is asked for. Takes about 50 ms.
 */
export function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // This flavour also returns the pages to the system: 139 MB resident became 97 MB.
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
