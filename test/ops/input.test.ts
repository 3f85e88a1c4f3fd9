import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { hasInput } from '../../src/ops/input.ts';

describe('input', () => {
  it('is there at the first byte, and none of it is lost', async () => {
    const pipe = new PassThrough();
    const given = hasInput(pipe);
    pipe.write('resource ');
    expect(await given).toBe(true);
    pipe.end('docker\n');
    expect(await text(pipe)).toBe('resource docker\n');
  });

  it('may be a single line break', async () => {
    expect(await hasInput(Readable.from([Buffer.from('\n')]))).toBe(true);
  });

  it.each([
    ['ends at once', () => Readable.from([])],
    ['is closed', () => new PassThrough().destroy()],
    ['cannot be read', () => new PassThrough().destroy(new Error('EISDIR'))],
  ])('is not there when the stream %s', async (_what, stream) => {
    expect(await hasInput(stream())).toBe(false);
  });

  it('leaves no listener behind', async () => {
    const pipe = new PassThrough();
    const before = pipe.eventNames();
    const given = hasInput(pipe);
    pipe.write('x');
    await given;
    expect(pipe.eventNames()).toEqual(before);
  });
});
