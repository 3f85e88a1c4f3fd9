import { StringDecoder } from 'node:string_decoder';

/** Longest line that is kept, in characters; what follows it on the same line is dropped. */
export const maxLineLength = 10_000;

/**
 * The lines of a stream, ended by \n, \r\n or the end. Memory stays bounded whatever comes in: bytes that are no
 * UTF-8 become U+FFFD, and a long line is cut.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let line = '';
  let begun = false;
  for await (const chunk of input) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield ended(line, part);
      line = '';
      begun = false;
    }
    if (last !== '') begun = true;
    line += last.slice(0, maxLineLength + 1 - line.length);
  }
  const rest = decoder.end();
  if (begun || rest !== '') yield ended(line, rest);
}

function ended(line: string, part: string): string {
  const whole = line + part.slice(0, maxLineLength + 1 - line.length);
  return whole.replace(/\r$/, '').slice(0, maxLineLength);
}
