import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { fullName, nearCommand, readCommand } from '../../src/chat/typed.ts';
import { commands, type Log, resource } from './commands.ts';

/** The command and its arguments as typed. */
function read(line: string) {
  const typed = readCommand(line, commands);
  return typed && { command: fullName(typed.command), ...typed.args };
}

describe('a typed line', () => {
  it.each([
    ['resource docker', { command: 'resource', query: 'docker' }],
    ['  RESOURCE   docker  ', { command: 'resource', query: 'docker' }],
    ['find docker', { command: 'resource', query: 'docker' }],
    ['help', { command: 'help' }],
    ['daily on at:09:00', { command: 'daily on', at: '09:00' }],
    ['books docker', { command: 'browse', kind: 'book', section: 'docker' }],
    ['docker', undefined],
    ['daily', undefined],
    ['on', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j is read', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it('means the command of that name before one that has it as another word', () => {
    const other: Command<Log> = { ...resource, name: 'other', words: [{ word: 'help' }] };
    expect(readCommand('help', [other, ...commands])?.command.name).toBe('help');
  });

  it('means the command of a group before one that is called like the group', () => {
    const bare: Command<Log> = { ...resource, name: 'daily' };
    expect(readCommand('daily on', [bare, ...commands])?.command.name).toBe('on');
    expect(readCommand('daily off', [bare, ...commands])?.command.name).toBe('daily');
  });
});

describe('options', () => {
  it.each([
    ['browse stage:2', { stage: 2 }],
    ['browse STAGE:2 notes', { stage: 2, section: 'notes' }],
    ['browse "stage:2"', { section: 'stage:2' }],
    ['browse stage:two', { section: 'stage:two' }],
    ['browse stage:12345678901', { section: 'stage:12345678901' }],
    ['browse kind:Course', { kind: 'Course' }],
    ['browse by:"Chip Huyen" notes', { by: 'Chip Huyen', section: 'notes' }],
    ['browse by:“Chip Huyen”', { by: 'Chip Huyen' }],
    ['browse unknown:x', { section: 'unknown:x' }],
    ['browse share:yes', { share: true }],
    ['browse share:OFF', { share: false }],
    ['browse share:maybe', { section: 'share:maybe' }],
    ['browse by:', { section: 'by:' }],
    ['browse __proto__:x', { section: '__proto__:x' }],
  ])('are given by name: %s', (line, expected) => {
    expect(read(line)).toEqual({ command: 'browse', ...expected });
  });

  it.each([
    ['browse course', { kind: 'course' }],
    ['browse courses notes', { kind: 'course', section: 'notes' }],
    ['browse "courses"', { section: 'courses' }],
    ['browse course book', { kind: 'course', section: 'book' }],
    ['books course', { kind: 'book', section: 'course' }],
    ['books kind:course', { kind: 'course' }],
  ])('that are choices may be said alone, once, and not in quotation marks: %s', (line, expected) => {
    expect(read(line)).toEqual({ command: 'browse', ...expected });
  });

  it.each([
    ['browse notes share', { section: 'notes', share: true }],
    ['browse share', { share: true }],
    ['browse share notes', { section: 'share notes' }],
    ['browse notes "share"', { section: 'notes share' }],
  ])('that are yes or no are meant by their name as the last word: %s', (line, expected) => {
    expect(read(line)).toEqual({ command: 'browse', ...expected });
  });

  it('leave names, choices and quotation marks to a grammar, but for numbers and yes or no', () => {
    expect(read('resource "model serving" kind:book book page:2 share:yes max:30')).toEqual({
      command: 'resource',
      query: '"model serving" kind:book book max:30',
      page: 2,
      share: true,
    });
  });
});

describe('a slip of the pen', () => {
  it.each([
    ['hepl', 'help'],
    ['helpp docker', 'help docker'],
    ['Resurce docker', 'resource docker'],
    ['bokks', 'books'],
    ['daly on at:9', 'daily on at:9'],
    ['daily onn', 'daily on'],
  ])('in a command is seen: %s', (line, expected) => {
    expect(nearCommand(line, commands)).toBe(expected);
  });

  it.each(['help', 'he', 'docker', 'hxxp', 'reosurces', '', '"hepl"'])('is not seen in %j', (line) => {
    expect(nearCommand(line, commands)).toBeUndefined();
  });

  it('gives a line that is then a command', () => {
    const slip = fc.tuple(
      fc.constantFrom('help', 'resource', 'browse', 'books', 'daily on'),
      fc.nat(7),
      fc.constantFrom('x', ''),
    );
    fc.assert(
      fc.property(slip, ([name, at, letter]) => {
        const line = name.slice(0, at) + letter + name.slice(at + 1);
        const near = nearCommand(line, commands);
        if (near !== undefined) expect(readCommand(near, commands)).toBeDefined();
      }),
    );
  });
});

describe('any line', () => {
  it('is read without an error, into options of the command', () => {
    const pieces = fc.constantFrom(
      'browse',
      'resource',
      'daily',
      'on',
      'share',
      'kind:',
      '"',
      '“',
      'stage:',
      '1',
      ' ',
      'book',
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))).map((parts) => parts.join('')),
      fc.array(pieces).map((parts) => `browse ${parts.join(' ')}`),
    );
    fc.assert(
      fc.property(line, (typed) => {
        const known = readCommand(typed, commands);
        nearCommand(typed, commands);
        const names = known?.command.options.map(({ name }) => name) ?? [];
        for (const name of Object.keys(known?.args ?? {})) expect(names).toContain(name);
      }),
      { numRuns: 500 },
    );
  });
});
