import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Route } from '../chat/platform.ts';
import { ListenError } from './failure.ts';

export interface Listening {
  /** "http://127.0.0.1:3000" */
  url: string;
  /** Takes no more connections; resolves once open requests are answered, or cut off after `graceMs`. */
  close(graceMs: number): Promise<void>;
  /** Cuts off what is open. */
  abort(): void;
}

/**
 * @param routes what is sent to them (POST) never reaches the app
 * @throws {ListenError}
 */
export async function listen(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  { host, port, routes = [] }: { host: string; port: number; routes?: readonly Route[] },
): Promise<Listening> {
  const answer = getRequestListener((request) => app.fetch(request));
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    const route = request.method === 'POST' ? routes.find((one) => one.path === path) : undefined;
    if (route === undefined) answer(request, response);
    else route.handle(request, response);
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(reason(error, host, port), { cause: error });
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`, ...closing(server) };
}

function closing(server: Server): Pick<Listening, 'close' | 'abort'> {
  let closed = false;
  // A connection that is kept alive would hold the server open after its last answer.
  server.on('request', (_request: unknown, response: ServerResponse) => {
    response.once('close', () => {
      if (closed) setImmediate(() => server.closeIdleConnections());
    });
  });
  const abort = () => server.closeAllConnections();
  return {
    abort,
    async close(graceMs) {
      closed = true;
      const done = once(server, 'close');
      server.close();
      const timer = setTimeout(abort, graceMs);
      await done;
      clearTimeout(timer);
    },
  };
}

function reason(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: stop the program that has it, or set PORT to another number.`;
    case 'EACCES':
      return `Port ${port} is not open to this user: set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is ${host}, which is no address of this machine: set HOST to 127.0.0.1, or 0.0.0.0 for all of them.`;
    default:
      return `Nothing can listen on ${host}, port ${port} (${code === '' ? String(error) : code}): set HOST and PORT to others.`;
  }
}
