import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listenToSignals } from '../../src/ops/signals.ts';

function told() {
  const source = new EventEmitter();
  let now = 1_000;
  const signals = listenToSignals(source, () => now);
  const heard: string[] = [];
  signals.first.then((signal) => heard.push(`first ${signal}`));
  signals.again.then((signal) => heard.push(`again ${signal}`));
  const at = async (ms: number, signal: string) => {
    now = 1_000 + ms;
    source.emit(signal);
    await Promise.resolve();
  };
  return { source, signals, heard, at };
}

describe('signals', () => {
  it.each(['SIGTERM', 'SIGINT'])('%s means stop', async (signal) => {
    const { heard, at } = told();
    await at(0, signal);
    expect(heard).toEqual([`first ${signal}`]);
  });

  it('a second one means at once', async () => {
    const { heard, at } = told();
    await at(0, 'SIGTERM');
    await at(500, 'SIGINT');
    expect(heard).toEqual(['first SIGTERM', 'again SIGINT']);
  });

  it('one Ctrl-C that arrives twice is one', async () => {
    const { heard, at } = told();
    await at(0, 'SIGINT');
    await at(3, 'SIGINT');
    await at(499, 'SIGINT');
    expect(heard).toEqual(['first SIGINT']);
  });

  it('are left alone again after that', () => {
    const { source, signals } = told();
    signals.forget();
    expect(source.eventNames()).toEqual([]);
  });
});
