import { fieldOf, StoreError, type Trouble } from './error.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const troubles: Readonly<Record<number, Trouble>> = {
  5: 'busy', // BUSY
  6: 'busy', // LOCKED
  8: 'unwritable', // READONLY
  10: 'unwritable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unwritable', // CANTOPEN
  26: 'damaged', // NOTADB
};

/** Extended codes of a file that somebody has to open for writing first: READONLY_RECOVERY, READONLY_ROLLBACK. */
const interrupted: readonly unknown[] = [264, 776];

const fileTroubles: Readonly<Record<string, Trouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOENT: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  EISDIR: 'unwritable',
  EIO: 'unwritable',
  ELOOP: 'unwritable',
  EMFILE: 'unwritable',
  ENFILE: 'unwritable',
  ENAMETOOLONG: 'unwritable',
  EINVAL: 'unwritable',
};

/** The same error in plain words, or the error itself if it tells of no trouble with the database. */
export function sqliteTrouble(error: unknown, path: string): unknown {
  if (error instanceof StoreError) return error;
  for (const told of [error, error instanceof Error ? error.cause : undefined]) {
    const trouble = troubleOf(told);
    if (trouble !== undefined) return new StoreError(trouble, sentence(trouble, path, told), error);
  }
  return error;
}

/** Whether another process had the file for a moment. */
export function isBusy(error: unknown): boolean {
  return troubleOf(error) === 'busy';
}

export function isDamage(error: unknown): boolean {
  return troubleOf(error) === 'damaged';
}

function troubleOf(error: unknown): Trouble | undefined {
  const [code, number] = [fieldOf(error, 'code'), fieldOf(error, 'errcode')];
  if (interrupted.includes(number)) return 'older';
  if (code === 'ERR_SQLITE_ERROR' && typeof number === 'number') return troubles[number & 0xff];
  return typeof code === 'string' ? fileTroubles[code] : undefined;
}

function sentence(trouble: Trouble, path: string, error: unknown): string {
  switch (trouble) {
    case 'full':
      return `The disk under ${path} is full: make room.`;
    case 'unwritable':
      return `${path} cannot be opened or written (${reasonOf(error)}): its folder must be one that this user may write.`;
    case 'older':
      return `${path} was left in the middle of a change: the bot mends that when it starts.`;
    case 'damaged':
      return `${path} is damaged or is no SQLite database.`;
    default:
      return `${path} is busy with another process.`;
  }
}

function reasonOf(error: unknown): string {
  return (
    String(fieldOf(error, 'message'))
      .replace(/^([A-Z]+): /, '')
      .split(', ')[0] ?? ''
  );
}
