import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { letReaderLeave } from '../../src/ops/pipe.ts';

function failing(code: string): Writable {
  const stream = new Writable();
  letReaderLeave(stream);
  stream.emit('error', Object.assign(new Error(code), { code }));
  return stream;
}

it('a reader that leaves early is no error, anything else is', () => {
  expect(() => failing('EPIPE')).not.toThrow();
  expect(() => failing('ENOSPC')).toThrow('ENOSPC');
});
