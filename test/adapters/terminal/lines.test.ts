import { PassThrough, Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLines } from '../../../src/adapters/terminal/chat.ts';
import { linesOf, maxLineLength } from '../../../src/adapters/terminal/lines.ts';
import { caller, commands, dispatcher } from './two-commands.ts';

describe('the lines of a stream', () => {
  const split = (given: (string | Uint8Array)[]) => Array.fromAsync(linesOf(Readable.from(given)));

  it('end with \\n, \\r\\n or the end of the input', async () => {
    expect(await split(['a\r', '\nb\n\nc'])).toEqual(['a', 'b', '', 'c']);
    expect(await split(['a\n'])).toEqual(['a']);
    expect(await split([])).toEqual([]);
  });

  it('are the same wherever the stream is cut, also inside a character', async () => {
    const text = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 8 }).filter((line) => !/[\r\n]/.test(line)),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await split(chunks)).toEqual(lines);
      }),
    );
  });

  it('are cut when they are too long, and the next one is whole again', async () => {
    // More than the longest string that the engine can hold.
    const mega = 'x'.repeat(1_000_000);
    const lines = await split([...Array.from({ length: 600 }, () => mega), 'y\ndocker\n']);
    expect(lines.map(({ length }) => length)).toEqual([maxLineLength, 6]);
  });

  it('survive bytes that are no text', async () => {
    const [line] = await split([new Uint8Array([0xff, 0xfe, 0x00, 0x80, 0xc3]), new Uint8Array([0x0a])]);
    expect(line?.isWellFormed()).toBe(true);
  });
});

const base = { dispatcher, caller, commands, commandName: 'mlops', colour: false, columns: () => 80 };

async function piped(input: string) {
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk) => {
    text += String(chunk);
  });
  const answered = await answerLines({ ...base, input: Readable.from([Buffer.from(input)]), output });
  output.end();
  await finished(output);
  return { answered, text };
}

describe('a piped chat', () => {
  it('answers each line in order, with an empty line between, and counts them', async () => {
    expect(await piped('resource a\r\n\n  \nresource b\n1')).toEqual({
      answered: 3,
      text: [
        'Found {"query":"a"}\n\n[1] Next\n',
        'Found {"query":"b"}\n\n[1] Next\n',
        'Found {"query":"b","page":2}\n\n[1] Next\n',
      ].join('\n'),
    });
  });

  it('answers nothing when nothing was said', async () => {
    expect(await piped('')).toEqual({ answered: 0, text: '' });
    expect(await piped('\n\n')).toEqual({ answered: 0, text: '' });
  });

  it.each([
    ['/mlops resource a', 'Found {"query":"a"}'],
    ['mlops find a', 'Found {"query":"a"}'],
    ['/MLOPS find a', 'Found {"query":"a"}'],
    ['/resource a', 'Found {"query":"a"}'],
    ['/mlops docker', 'Found {"query":"docker"}'],
    ['/mlops', 'Help is here'],
    ['mlops course', '“mlops course” is no command'],
    ['7', 'There is no button to press. Type help to see what there is.'],
  ])('understands %j', async (line, said) => {
    expect((await piped(line)).text).toContain(said);
  });

  it('says which buttons there are for a number that is none', async () => {
    expect((await piped('find a\n[2]\n1')).text).toContain(
      'There is no button 2. These can be pressed: [1] Next.',
    );
    expect((await piped('find a\n2\n1')).text).toContain('"page":2');
  });

  it('shows a form and says where it can be filled in', async () => {
    const { text } = await piped('setup\n');
    expect(text).toContain('- Kind: A book, A course');
    expect(text).toContain('This is a form: start the chat in a terminal to fill it in.');
  });

  it('takes rubbish for text', async () => {
    const { answered, text } = await piped(`find \u001B[31m\0${'x'.repeat(50_000)}\n`);
    expect(answered).toBe(1);
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('ends quietly once nobody reads its answers', async () => {
    const output = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const endless = Readable.from(
      (function* () {
        for (;;) yield 'find a\n';
      })(),
    );
    expect(await answerLines({ ...base, input: endless, output })).toBe(0);
    expect(endless.destroyed).toBe(true);
  });

  it('does not pass over an output that is broken otherwise', async () => {
    const output = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('disk full'), { code: 'ENOSPC' }));
      },
    });
    await expect(answerLines({ ...base, input: Readable.from(['find a\n']), output })).rejects.toThrow(
      'disk full',
    );
  });
});
