import { describe, expect, it } from 'vitest';
import { greeting } from '../../../src/adapters/terminal/greeting.ts';
import { textWidth } from '../../../src/adapters/terminal/width.ts';

const facts = {
  version: '0.1.0',
  resources: 634,
  topics: 53,
  commandName: 'study',
  columns: 80,
  colour: false,
  connectLines: [
    'Slack: set SLACK_BOT_TOKEN and start again.',
    'Discord: set DISCORD_TOKEN and start again.',
  ],
};

describe('the first screen', () => {
  it('says what this is, what to type, how to leave and how to connect, in 22 lines', () => {
    const screen = greeting(facts);
    const lines = screen.split('\n');
    expect(lines.length).toBeLessThanOrEqual(22);
    for (const said of [
      '0.1.0',
      '634 resources',
      '53 topics',
      'topic drift',
      'Ctrl-D',
      '/study',
      ...facts.connectLines,
    ]) {
      expect(screen.replace(/\n/g, ' ')).toContain(said);
    }
  });

  it.each([20, 40, 60, 80, 120])('fits %i columns', (columns) => {
    for (const line of greeting({ ...facts, columns }).split('\n')) {
      expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('has escape sequences only with colour', () => {
    expect(greeting(facts)).not.toContain('\u001B');
    expect(greeting({ ...facts, colour: true })).toContain('\u001B[');
  });
});
