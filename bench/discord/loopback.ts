import { once } from 'node:events';
import { createServer } from 'node:http';
import { type APIGatewayBotInfo, GatewayDispatchEvents } from 'discord-api-types/v10';
import { openGateway, tokenOf } from './gateway.ts';
import { snowflake } from './guild.ts';
import type { Sent } from './interactions.ts';

/** As much of Discord on 127.0.0.1 as a start and an answer need. */
export interface Loopback extends AsyncDisposable {
  /** For DISCORD_API_URL. */
  apiUrl: string;
  /** An app of its own for each bot. */
  app(): { id: string; token: string };
  /** Sends an interaction to its app, and resolves with what it is answered first. */
  ask(sent: Sent): Promise<Callback>;
}

interface Callback {
  body: string;
  /** When all of it was there (`performance.now`). */
  at: number;
}

const patienceMs = 10_000;
/** Longer than others have their turn, so that connections are kept. */
const keepAliveTimeout = 10 * 60_000;

export async function startLoopback(): Promise<Loopback> {
  const waiting = new Map<string, (came: Callback) => void>();
  const registered = new Map<string, string>();
  let apps = 0;

  function answer(method: string, path: string, came: Callback): string | undefined {
    const [, , , family, id = ''] = path.split('/');
    switch (`${method} ${family}`) {
      case 'POST interactions':
        waiting.get(id)?.(came);
        return undefined;
      case 'PATCH webhooks':
        return '{}';
      case 'GET gateway':
        return JSON.stringify(gatewayAt(origin()));
      case 'PUT applications':
        registered.set(id, came.body);
        return came.body;
      case 'GET applications':
        return registered.get(id) ?? '[]';
      default:
        throw new Error(`this Discord has no ${method} ${path}`);
    }
  }

  const server = createServer({ keepAliveTimeout }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const at = performance.now();
    const { method = '', url = '' } = request;
    const body = answer(method, url, { body: Buffer.concat(chunks).toString(), at });
    if (body === undefined) response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  const origin = () => originOf(server.address());
  const gateway = openGateway(server, () => gatewayAt(origin()).url);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://${origin()}/api`,
    app() {
      const id = snowflake(8, apps++);
      return { id, token: tokenOf(id) };
    },
    async ask({ id, app, body }) {
      const { promise, resolve, reject } = Promise.withResolvers<Callback>();
      const timer = setTimeout(() => reject(new Error(`the bot of ${app} does not answer`)), patienceMs);
      waiting.set(id, resolve);
      gateway.dispatch(app, GatewayDispatchEvents.InteractionCreate, body);
      return await promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(id);
      });
    },
    async [Symbol.asyncDispose]() {
      await gateway.end();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Such as 127.0.0.1:4000. */
function originOf(address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return `127.0.0.1:${address.port}`;
}

/** https://docs.discord.com/developers/events/gateway#get-gateway-bot */
function gatewayAt(origin: string): APIGatewayBotInfo {
  return {
    url: `ws://${origin}`,
    shards: 1,
    session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 },
  };
}
