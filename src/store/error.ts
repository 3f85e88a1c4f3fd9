/**
 * What is wrong with the database:
 * - `away`: it does not answer, or not yet; it may come back by itself
 * - `busy`: others have what this needs, or it takes long; nobody else is kept from it
 * - `full`, `unwritable`: its disk is full, or may not be written
 * - `unsure`: the connection broke while a change was confirmed; it is kept or it is not
 * - `looking`: this process may only read, since another one writes
 * - `held`: another process writes, and this one must write too
 * - `older`, `newer`: it has the form of another version of the program
 * - `damaged`, `foreign`: it is broken, or it is something else
 * - `refused`: the server does not let us in as the settings are
 */
export type Trouble =
  | 'away'
  | 'busy'
  | 'full'
  | 'unwritable'
  | 'unsure'
  | 'looking'
  | 'held'
  | 'older'
  | 'newer'
  | 'damaged'
  | 'foreign'
  | 'refused';

/** The message says in one or two sentences what is wrong and what to do. It holds no secret. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, message: string, cause?: unknown) {
    super(message, { cause });
    this.trouble = trouble;
  }

  /** Whether it may pass without anybody changing a setting. */
  get passing(): boolean {
    return ['away', 'busy', 'full', 'unwritable', 'unsure', 'looking', 'older'].includes(this.trouble);
  }
}

/** A field of an error that a driver or the file system threw. */
export function fieldOf(error: unknown, name: 'code' | 'errcode' | 'syscall' | 'message'): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined;
}
