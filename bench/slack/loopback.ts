import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';

/** As much of Slack on 127.0.0.1 as a start and an answer need. */
export interface Loopback extends AsyncDisposable {
  /** For SLACK_API_URL. */
  apiUrl: string;
  /** A response_url for one request. */
  wayBack(): WayBack;
}

export interface WayBack {
  url: string;
  /** The first message that came there, and when it was complete (`performance.now`). */
  came: Promise<{ body: string; at: number }>;
}

export async function startLoopback(): Promise<Loopback> {
  const waiting = new Map<string, (came: { body: string; at: number }) => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const at = performance.now();
    const path = request.url ?? '';
    const settle = waiting.get(path);
    waiting.delete(path);
    settle?.({ body: Buffer.concat(chunks).toString(), at });
    if (path.startsWith('/api/')) answer(response, base, path.slice('/api/'.length));
    else response.end('ok');
  });
  // Slack's clients call in now and then; what a server of ours keeps open is no news.
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.send(JSON.stringify(hello)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  const base = `127.0.0.1:${address.port}`;
  let made = 0;
  return {
    apiUrl: `http://${base}/api/`,
    wayBack() {
      const path = `/response/${made++}`;
      const { promise, resolve } = Promise.withResolvers<{ body: string; at: number }>();
      waiting.set(path, resolve);
      return { url: `http://${base}${path}`, came: promise };
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, base: string, method: string): void {
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify(method === 'apps.connections.open' ? { ok: true, url: `ws://${base}/link` } : identity),
  );
}

/** https://docs.slack.dev/reference/methods/auth.test */
const identity = {
  ok: true,
  url: 'https://bench.slack.com/',
  team: 'bench',
  user: 'mlops-companion',
  team_id: 'T0BENCH',
  user_id: 'U0BOT',
  bot_id: 'B0BOT',
};

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
const hello = {
  type: 'hello',
  num_connections: 1,
  debug_info: { host: 'loopback', build_number: 1, approximate_connection_time: 3600 },
  connection_info: { app_id: 'A0BENCH' },
};
