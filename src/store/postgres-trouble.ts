import { fieldOf, StoreError, type Trouble } from './error.ts';

interface Explained {
  trouble: Trouble;
  /** Ends "The database at db:5432/companion …". */
  says: string;
}

/** SQLSTATE codes and classes (https://www.postgresql.org/docs/current/errcodes-appendix.html), the longest first. */
const states: readonly (readonly [string, Explained])[] = [
  ['28P01', { trouble: 'refused', says: 'refuses the password: mend user and password in DATABASE_URL.' }],
  [
    '28000',
    {
      trouble: 'refused',
      says: 'does not let this user in: mend the user in DATABASE_URL, or allow this user and address in its pg_hba.conf (a server that wants TLS takes ?sslmode=verify-full).',
    },
  ],
  ['3D000', { trouble: 'refused', says: 'does not exist: create it, or mend the name in DATABASE_URL.' }],
  ['3F000', { trouble: 'refused', says: 'has no schema to work in: mend the search_path of this user.' }],
  [
    '42501',
    {
      trouble: 'refused',
      says: 'does not allow what the bot does: let its user create tables and use them.',
    },
  ],
  ['25006', { trouble: 'unwritable', says: 'takes no changes now: it is a standby.' }],
  ['53100', { trouble: 'full', says: 'has no room on its disk.' }],
  [
    '53300',
    { trouble: 'away', says: 'has no connection left: raise its max_connections, or run fewer replicas.' },
  ],
  ['55P03', { trouble: 'busy', says: 'is busy: another one holds what is needed.' }],
  ['57014', { trouble: 'busy', says: 'takes too long to answer.' }],
  ['57P03', { trouble: 'away', says: 'is starting or stopping.' }],
  ['57P', { trouble: 'away', says: 'was stopped.' }],
  ['58', { trouble: 'unwritable', says: 'cannot read or write its files.' }],
  ['XX001', { trouble: 'damaged', says: 'reports damage: see the log of the server.' }],
  ['XX002', { trouble: 'damaged', says: 'reports damage: see the log of the server.' }],
  ['40', { trouble: 'busy', says: 'is busy: changes got into each other’s way.' }],
  ['08', { trouble: 'away', says: 'lost the connection.' }],
];

/** Codes of Node's network and TLS; other codes of TLS mean that nobody vouches for the certificate. */
const codes: Readonly<Record<string, Explained>> = {
  ECONNREFUSED: {
    trouble: 'away',
    says: 'does not answer (connection refused): is PostgreSQL running there?',
  },
  ENOTFOUND: { trouble: 'away', says: 'cannot be found: there is no such host name.' },
  EAI_AGAIN: { trouble: 'away', says: 'cannot be found now: the name service does not answer.' },
  ECONNRESET: { trouble: 'away', says: 'lost the connection.' },
  EPIPE: { trouble: 'away', says: 'lost the connection.' },
  ETIMEDOUT: { trouble: 'away', says: 'does not answer.' },
  EHOSTUNREACH: { trouble: 'away', says: 'cannot be reached.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    trouble: 'refused',
    says: 'shows a certificate for another name: write the name that is in it into DATABASE_URL.',
  },
  CERT_HAS_EXPIRED: { trouble: 'refused', says: 'shows a certificate that has expired: renew it there.' },
  ENETUNREACH: { trouble: 'away', says: 'cannot be reached.' },
};

const certificateSays =
  'shows a certificate that is not trusted: name its authority with ?sslmode=verify-full&sslrootcert=/path/ca.pem in DATABASE_URL.';

const noSocket: Explained = { trouble: 'away', says: 'does not answer: there is no such socket.' };
const noFile: Explained = {
  trouble: 'refused',
  says: 'was not asked: mend sslrootcert, sslcert or sslkey in DATABASE_URL, which names a file that cannot be read.',
};

/** What pg says without a code. */
const messages: readonly (readonly [RegExp, Explained])[] = [
  [
    /does not support SSL/,
    { trouble: 'refused', says: 'has no TLS: take sslmode out of DATABASE_URL, or switch TLS on there.' },
  ],
  [
    /^SASL: .*password must be/,
    { trouble: 'refused', says: 'wants a password: write it into DATABASE_URL.' },
  ],
  [/timeout|timed out/i, { trouble: 'away', says: 'does not answer in time.' }],
  [
    /^Connection terminated|not queryable|has been discarded/,
    { trouble: 'away', says: 'lost the connection.' },
  ],
];

/** The same error in plain words, or the error itself if it tells of no trouble with the database. */
export function postgresTrouble(error: unknown, place: string): unknown {
  if (error instanceof StoreError) return error;
  const explained = explain(error) ?? (error instanceof Error ? explain(error.cause) : undefined);
  if (explained === undefined) return error;
  return new StoreError(explained.trouble, `The database at ${place} ${explained.says}`, error);
}

/** What keeps us from the first answer: nothing that happens then is an error of this program. */
export function connectTrouble(error: unknown, place: string): StoreError {
  const told = postgresTrouble(error, place);
  if (told instanceof StoreError) return told;
  const says = `cannot be used (${messageOf(error)}): mend DATABASE_URL, or ask whoever runs it.`;
  return new StoreError('refused', `The database at ${place} ${says}`, error);
}

/** There was no connection, so nothing was sent. */
export class NotConnected extends Error {
  constructor(cause: unknown) {
    super('not connected', { cause });
  }
}

/** A conflict with another change, or a connection that broke before the commit: nothing of the work was kept. */
export function mayTryAgain(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined
    ? isBroken(error) && !/timeout/.test(messageOf(error))
    : /^(40|08|57P0[12])/.test(state);
}

/** Whether what was sent may have been done: the connection broke after it, or no answer came in time. */
export function mayBeKept(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined ? isBroken(error) : /^(08|57P)/.test(state);
}

/** Whether the connection cannot be used for anything else. */
export function isBroken(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined ? explain(error) !== undefined : /^(08|57P|25006)/.test(state);
}

function explain(error: unknown): Explained | undefined {
  const state = sqlState(error);
  if (state !== undefined) return states.find(([start]) => state.startsWith(start))?.[1];
  const code = String(fieldOf(error, 'code'));
  if (code === 'ENOENT' || code === 'EACCES')
    return fieldOf(error, 'syscall') === 'connect' ? noSocket : noFile;
  const known = codes[code];
  if (known) return known;
  if (/CERT|SIGNATURE|^ERR_TLS|^ERR_SSL/.test(code)) return { trouble: 'refused', says: certificateSays };
  return messages.find(([pattern]) => pattern.test(messageOf(error)))?.[1];
}

/** Five characters of the server's; Node's own codes are longer, or have no severity beside them. */
function sqlState(error: unknown): string | undefined {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' &&
    /^[0-9A-Z]{5}$/.test(code) &&
    error instanceof Error &&
    'severity' in error
    ? code
    : undefined;
}

function messageOf(error: unknown): string {
  return String(fieldOf(error, 'message'));
}
