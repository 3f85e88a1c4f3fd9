import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { neverLeft } from '../../src/chat/never-left.ts';
import { closeServer, listen } from '../support/slack/front.ts';

const error = (facts: { code?: string; syscall?: string } = {}) => Object.assign(new Error('no'), facts);
const wrappings: ((cause: unknown) => unknown)[] = [
  (cause) => cause,
  (cause) => new TypeError('fetch failed', { cause }),
  (cause) => new Error('no', { cause: new TypeError('fetch failed', { cause }) }),
  (cause) => new TypeError('fetch failed', { cause: new AggregateError([cause, cause]) }),
];

describe('a request certainly never left', () => {
  test.each([
    { code: 'ECONNREFUSED' },
    { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
    { code: 'EAI_AGAIN', syscall: 'getaddrinfo' },
    { code: 'EHOSTUNREACH', syscall: 'connect' },
    { code: 'ENETUNREACH', syscall: 'connect' },
    { code: 'ETIMEDOUT', syscall: 'connect' },
    { code: 'EADDRNOTAVAIL', syscall: 'connect' },
    { code: 'ENETUNREACH' },
    { code: 'UND_ERR_CONNECT_TIMEOUT' },
    { code: 'CERT_HAS_EXPIRED' },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  ])('by $code $syscall', (facts) => {
    for (const wrap of wrappings) expect(neverLeft(wrap(error(facts)))).toBe(true);
  });

  it('where nobody listens', async () => {
    const server = createHttpServer();
    const address = await listen(server);
    await closeServer(server);
    expect(neverLeft(await failed(address))).toBe(true);
  });

  it('where the other side hangs up before it has shown who it is', async () => {
    const met = await meeting((server) => server.on('connection', (socket) => socket.end()), 'https');
    expect(neverLeft(met)).toBe(true);
  });
});

describe('nobody knows of a request', () => {
  test.each([
    { code: 'ECONNRESET' },
    { code: 'ECONNRESET', syscall: 'read' },
    { code: 'EPIPE', syscall: 'write' },
    { code: 'EHOSTUNREACH', syscall: 'read' },
    { code: 'ETIMEDOUT', syscall: 'read' },
    { code: 'UND_ERR_SOCKET' },
    { code: 'ERR_TLS_RENEGOTIATION_DISABLED' },
    {},
  ])('by $code $syscall', (facts) => {
    for (const wrap of wrappings) expect(neverLeft(wrap(error(facts)))).toBe(false);
  });

  it('of which one of several ways may have carried it', () => {
    const [refused, reset] = [error({ code: 'ECONNREFUSED' }), error({ code: 'ECONNRESET' })];
    expect(neverLeft(new AggregateError([refused, reset]))).toBe(false);
    expect(neverLeft(new AggregateError([]))).toBe(false);
  });

  it('that is cut off once it is there', async () => {
    const met = await meeting((server) => {
      server.on('connection', (socket) => socket.on('data', () => socket.resetAndDestroy()));
    }, 'http');
    expect(neverLeft(met)).toBe(false);
  });

  it('by anything that is no error', () => {
    fc.assert(fc.property(fc.anything(), (any) => !neverLeft(any)));
  });
});

async function meeting(prepare: (server: Server) => void, scheme: 'http' | 'https'): Promise<unknown> {
  const server = createServer();
  prepare(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const met = await failed(`${scheme}://127.0.0.1:${port}`);
  server.close();
  return met;
}

async function failed(address: string): Promise<unknown> {
  return fetch(address, { method: 'POST', body: '{}' }).then(
    () => undefined,
    (error: unknown) => error,
  );
}
