import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** What texts of YAML meant the last time, so that a start need not parse them again. A text that changed is another text. */
export interface KeptYaml {
  /** The plain value, if this very text was kept. */
  find(text: string): { value: unknown } | undefined;
  /** What JSON cannot say is not kept. */
  keep(text: string, value: unknown): void;
  /** Writes down what was found or kept since it was opened. Where nothing may be written, nothing is. */
  save(): Promise<void>;
}

/** `parser` names what reads the YAML, with its version: another one may read it otherwise. */
export async function openKeptYaml(file: string, parser: string): Promise<KeptYaml> {
  const before = await read(file);
  const used: Record<string, unknown> = {};
  let isNew = false;
  const keyOf = (text: string) => createHash('sha256').update(`${parser}\n${text}`).digest('base64url');
  return {
    find(text) {
      const key = keyOf(text);
      if (!Object.hasOwn(before, key)) return undefined;
      used[key] = before[key];
      return { value: before[key] };
    },
    keep(text, value) {
      if (!isSayable(value)) return;
      used[keyOf(text)] = value;
      isNew = true;
    },
    async save() {
      if (!isNew) return;
      // Another process that starts at the same time sees the old file or the new one, never half of it.
      const draft = `${file}.${process.pid}`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(draft, JSON.stringify(used), { mode: 0o600 });
        await rename(draft, file);
      } catch {
        await rm(draft, { force: true }).catch(() => {});
      }
    },
  };
}

/** Whether JSON gives it back as it is: not NaN, nor what holds itself by an anchor. */
function isSayable(value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
  } catch {
    return false;
  }
}

async function read(file: string): Promise<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
