import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, refusals } from './answers.ts';
import { answerOf, type Failure, type Fault } from './faults.ts';
import type { Call, Journal } from './journal.ts';
import { type RequestBody, readBody } from './request-body.ts';
import { matchRoute, needsBotToken, type Params, type Route } from './routes.ts';

/** A request whose route is known. */
export interface Incoming extends RequestBody {
  readonly route: Route;
  readonly params: Params;
  readonly query: URLSearchParams;
}

export interface Front {
  readonly journal: Journal;
  next(call: Call): Fault | undefined;
  /** Whether this is what stands in the header `authorization` of the bot. */
  admits(authorization: string | undefined): boolean;
  /** A 429 for a request too many. */
  refuse(route: Route): Answer | undefined;
  note(breach: string): void;
  /** What stands behind the front. */
  work(incoming: Incoming): Answer;
}

const prefix = '/api/v10';

/** The one HTTP server that the app sees. Every request is written down. */
export function createFront(front: Front): Server {
  return createServer((request, response) => {
    void serve(request, response, front).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, front: Front): Promise<void> {
  const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '';
  const method = request.method ?? 'GET';
  const matched = matchRoute(method, path);
  const body = await readBody(request);
  const call = front.journal.open({
    route: matched?.route ?? 'unknown',
    method,
    path: `${path === '' ? pathname : path}${search}`,
    body: body.json,
    files: body.files.map(({ name }) => name),
  });
  const fault = front.next(call);
  const work = (): Answer => {
    if (matched === undefined) {
      front.note(`${method} ${pathname}: is no route of Discord`);
      return refusals.notFound;
    }
    if (needsBotToken(matched.route) && !front.admits(request.headers.authorization)) {
      return refusals.unauthorized;
    }
    const tooMany = front.refuse(matched.route);
    if (tooMany !== undefined) return tooMany;
    return front.work({ ...matched, ...body, query: searchParams });
  };
  const answer = fault === undefined ? work() : await troubled(fault, work);
  if (answer.status === 0) request.socket.resetAndDestroy();
  else write(response, answer, call.route);
  front.journal.answered(call, answer.status, answer.body);
}

async function troubled(fault: Fault, work: () => Answer): Promise<Answer> {
  if ('released' in fault) {
    await fault.released;
    return work();
  }
  const failure: Failure = fault;
  if (failure.applied === true) work();
  return answerOf(failure);
}

function write(response: ServerResponse, { status, headers, body }: Answer, route: string): void {
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(0, 32),
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '999',
    'x-ratelimit-reset-after': '1',
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
