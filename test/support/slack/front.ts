import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as idle } from 'node:timers/promises';
import { isObject, type Json } from '../shape.ts';
import type { Fault, Faults } from './faults.ts';
import type { Journal } from './journal.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or plain text. */
  readonly body: Json | string;
}

/** What the front leads to: `token` is what the caller holds. */
export interface Doors {
  webApi(method: string, args: Json, token: string | undefined): Promise<Answer>;
  responseUrl(id: string, payload: Json): Promise<Answer>;
}

/** The one HTTP server that the app sees: /api/METHOD and /response/ID. Every request is written down. */
export function createFront(journal: Journal, faults: Faults, doors: () => Doors): Server {
  return createServer((request, response) => {
    void serve(request, response, { journal, faults, doors: doors() }).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
}

/** Resolves with http://127.0.0.1:PORT. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** Ends every connection, also those that an answer is still owed to. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Inside {
  journal: Journal;
  faults: Faults;
  doors: Doors;
}

async function serve(request: IncomingMessage, response: ServerResponse, inside: Inside): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, area = '', name = ''] = pathname.split('/');
  const text = await bodyOf(request);
  const isJson = request.headers['content-type']?.includes('json') === true;
  const args = isJson ? jsonOf(text) : formOf(new URLSearchParams(`${searchParams}&${text}`));
  const token = tokenOf(request, args);
  if (area !== 'api' && area !== 'response') {
    write(response, { status: 404, body: 'not found' });
    return;
  }
  const method = area === 'api' ? name : 'response_url';
  const call = inside.journal.open(method, args);
  const work = () =>
    area === 'api' ? inside.doors.webApi(name, args, token) : inside.doors.responseUrl(name, args);
  const fault = inside.faults.next(call);
  if (fault?.type === 'break' && fault.applied) await work();
  if (fault?.type === 'break' && fault.how !== 500) {
    if (fault.how === 'reset') request.socket.resetAndDestroy();
    inside.journal.answered(call, 0, {});
    return;
  }
  const answer = fault === undefined || fault.type === 'slow' ? await work() : troubleOf(fault, area);
  if (fault?.type === 'slow') await idle(fault.ms, undefined, { ref: false });
  write(response, answer);
  inside.journal.answered(call, answer.status, isObject(answer.body) ? answer.body : { text: answer.body });
}

function troubleOf(fault: Exclude<Fault, { type: 'slow' }>, area: string): Answer {
  if (fault.type === 'break') return { status: 500, body: 'internal error' };
  if (fault.type === 'fail') {
    return area === 'api'
      ? { status: 200, body: fault.answer }
      : { status: 404, body: String(fault.answer.error) };
  }
  const headers = { 'retry-after': String(fault.retryAfter) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const plain = typeof body === 'string';
  response.writeHead(status, { 'content-type': plain ? 'text/plain' : 'application/json', ...headers });
  response.end(plain ? body : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): Json {
  const value = read(text);
  return isObject(value) ? value : {};
}

/** In a form, lists and objects come as JSON, and flags as words. */
function formOf(form: URLSearchParams): Json {
  const entries = [...form].map(([name, value]) => {
    const written = /^[[{]/.test(value) || value === 'true' || value === 'false';
    const isText = name === 'text' || name === 'channel';
    return [name, written && !isText ? (read(value) ?? value) : value] as const;
  });
  return Object.fromEntries(entries.filter(([name]) => name !== ''));
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tokenOf(request: IncomingMessage, args: Json): string | undefined {
  const header = request.headers.authorization?.replace(/^Bearer /i, '');
  return header ?? (typeof args.token === 'string' ? args.token : undefined);
}
