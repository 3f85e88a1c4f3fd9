/**
 * Whether an error of a request says that no connection was ever there to carry it: then it certainly did nothing, and may be made
 * again. Codes: nodejs.org/api/errors.html, nodejs.org/api/tls.html#x509-certificate-error-codes, and undici's docs/api/Errors.md.
 */
export function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Several addresses were tried, and any of them could have carried it.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverLeft);
  const { code, syscall } = wordsOf(error);
  // A connection that stood can break with the same codes as one that never came about (EHOSTUNREACH on a read).
  if (syscall !== undefined) return beforeAny.has(syscall);
  if (code !== undefined && (unconnected.has(code) || isOfHandshake(code))) return true;
  return error.message === cutInHandshake || neverLeft(error.cause);
}

const beforeAny = new Set(['connect', 'getaddrinfo']);

const unconnected = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A request follows only once the other side has shown who it is. */
function isOfHandshake(code: string): boolean {
  return /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_)/.test(code) && !ofConnection.test(code);
}

/** Of a connection that stands already. */
const ofConnection = /^ERR_TLS_(RENEGOTIAT|SESSION)/;

/** Node gives this no code of its own, but that of any connection that is cut (lib/internal/tls/wrap.js). */
const cutInHandshake = 'Client network socket disconnected before secure TLS connection was established';

function wordsOf(error: Error): { code?: string; syscall?: string } {
  return {
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('syscall' in error && typeof error.syscall === 'string' ? { syscall: error.syscall } : {}),
  };
}
