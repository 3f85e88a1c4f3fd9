import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ListenError } from '../../src/ops/failure.ts';
import { type Listening, listen } from '../../src/ops/listen.ts';

const open: Listening[] = [];
const here = { host: '127.0.0.1', port: 0 };

async function serverOf(fetch: () => Response | Promise<Response>): Promise<Listening> {
  const server = await listen({ fetch }, here);
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0).catch(() => undefined)));
});

const portOf = ({ url }: Listening) => Number(new URL(url).port);

describe('the server', () => {
  it('answers on the address that it gives', async () => {
    const server = await serverOf(() => new Response('hello'));
    expect(portOf(server)).toBeGreaterThan(0);
    expect(await (await fetch(server.url)).text()).toBe('hello');
  });

  it('says in one sentence that its port is in use, and what to do', async () => {
    const port = portOf(await serverOf(() => new Response()));
    const second = listen({ fetch: () => new Response() }, { host: '127.0.0.1', port });
    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use: stop the program that has it, or set PORT to another number.`,
    );
  });

  it('says that an address is not of this machine', async () => {
    const elsewhere = listen({ fetch: () => new Response() }, { host: '192.0.2.1', port: 0 });
    await expect(elsewhere).rejects.toThrow('HOST is 192.0.2.1, which is no address of this machine');
  });

  it('lets open requests finish when it closes, and takes no more', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<Response>();
    const server = await listen(
      {
        fetch: () => {
          asked.resolve();
          return answer.promise;
        },
      },
      here,
    );
    const request = fetch(server.url);
    await asked.promise;
    const closed = server.close(60_000);
    await expect(fetch(server.url)).rejects.toThrow();
    answer.resolve(new Response('finished'));
    expect(await (await request).text()).toBe('finished');
    await closed;
  });

  it.each([
    ['when the time is over', (server: Listening) => server.close(0)],
    [
      'when it is told to',
      (server: Listening) => {
        const closed = server.close(60_000);
        server.abort();
        return closed;
      },
    ],
  ])('cuts off a request that never ends %s', async (_when, stop) => {
    const asked = Promise.withResolvers<void>();
    const server = await listen(
      {
        fetch: () => {
          asked.resolve();
          return new Promise<Response>(() => {});
        },
      },
      here,
    );
    const request = fetch(server.url);
    const failed = expect(request).rejects.toThrow();
    await asked.promise;
    await stop(server);
    await failed;
  });

  it('does not wait for a connection that is idle', async () => {
    const server = await listen({ fetch: () => new Response() }, here);
    const socket = createConnection(portOf(server), '127.0.0.1');
    await once(socket, 'connect');
    await fetch(server.url);
    const gone = once(socket.resume(), 'close');
    await server.close(60_000);
    await gone;
  });
});
