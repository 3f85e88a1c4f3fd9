import { describe, expect, it } from 'vitest';
import { complete } from '../../../src/adapters/terminal/complete.ts';
import { caller, commands, dispatcher } from './two-commands.ts';

const completed = (line: string) => complete(line, { commands, commandName: 'mlops', dispatcher, caller });

describe('completion', () => {
  it.each<[string, string[], string]>([
    ['', ['resource ', 'setup ', 'help '], ''],
    ['re', ['resource '], 're'],
    ['fi', ['find '], 'fi'],
    ['/mlops re', ['resource '], 're'],
    ['/re', ['resource '], 're'],
    ['dri', ['drift'], 'dri'],
    ['resource doc', ['docker', 'docker notes'], 'doc'],
    ['find DOC', ['docker', 'docker notes'], 'DOC'],
    ['mlops resource model re', ['model registry'], 'model re'],
    ['resource free mod', ['model serving', 'model registry'], 'mod'],
    ['resource registry', ['model registry'], 'registry'],
    ['resource kind:', ['kind:book', 'kind:course'], 'kind:'],
    ['resource docker kind:b', ['kind:book'], 'kind:b'],
    ['resource zzz', [], 'zzz'],
    ['setup no', [], 'no'],
  ])('of %j is %j', async (line, candidates, typed) => {
    expect(await completed(line)).toEqual([candidates, typed]);
  });

  it('replaces only what stands at the end of the line, as readline expects', async () => {
    for (const line of ['resource doc', '/mlops find model s', 'resource a kind:c', 'topic x']) {
      const [, typed] = await completed(line);
      expect(line.endsWith(typed)).toBe(true);
    }
  });
});
