import { limits } from './limits.ts';
import type { Upload } from './unit.ts';

/** The files of one message. */
export interface Attachments {
  /** The address of the file inside the message; undefined when a message holds no more files. */
  add(name: string, mime: string, content: string | Uint8Array): string | undefined;
  /** Those that the written message names, in order. */
  namedIn(written: string): Upload[];
}

export function createAttachments(): Attachments {
  const files: Upload[] = [];
  return {
    add(given, mime, content) {
      if (files.length >= limits.attachments) return undefined;
      const name = freeName(
        given,
        files.map((file) => file.name),
      );
      files.push({ name, mime, content });
      return addressOf(name);
    },
    namedIn: (written) => files.filter(({ name }) => written.includes(`"${addressOf(name)}"`)),
  };
}

function addressOf(name: string): string {
  return `attachment://${name}`;
}

/** Discord changes other characters in the names of files, and the address would not be found. */
function freeName(given: string, taken: readonly string[]): string {
  const safe = given
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._]+/, '')
    .slice(-80);
  const name = safe === '' ? 'file' : safe;
  if (!taken.includes(name)) return name;
  return `${taken.length + 1}-${name}`;
}
