import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Platform } from '../chat/platform.ts';

export interface HttpOptions {
  version: string;
  /** Seconds since the start. */
  uptime: () => number;
  /** Whether new requests are welcome; false once the program was told to stop. */
  ready: () => boolean;
  /** Whether the database answers; never rejects, and takes no more than a moment. */
  storeAnswers: () => Promise<boolean>;
  /** The chats that the bot is connected to. */
  platforms: readonly Pick<Platform, 'name' | 'state'>[];
  onError: (error: unknown, path: string) => void;
}

/** What the one HTTP server answers. A handler is tested by `app.request('/healthz')`. */
export function createHttp({ version, uptime, ready, storeAnswers, platforms, onError }: HttpOptions): Hono {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'companion_store_up',
    help: 'Whether the database answers: 1 or 0.',
    registers: [registry],
    async collect() {
      this.set((await storeAnswers()) ? 1 : 0);
    },
  });
  if (platforms.length > 0) measurePlatforms(registry, platforms);
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
      // TLS is the business of the proxy in front.
      strictTransportSecurity: false,
    }),
    async (context, next) => {
      await next();
      context.header('Cache-Control', 'no-store');
    },
  );
  app.get('/healthz', (context) => context.json({ status: 'ok', version, uptime: Math.floor(uptime()) }));
  // Without its database it is ready all the same: most commands need none.
  app.get('/readyz', async (context) =>
    ready()
      ? context.json({
          status: 'ready',
          store: (await storeAnswers()) ? 'ready' : 'away',
          ...Object.fromEntries(platforms.map(({ name, state }) => [name, state()])),
        })
      : context.json({ status: 'stopping' }, 503),
  );
  app.get('/metrics', async (context) =>
    context.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError((error, context) => {
    onError(error, context.req.path);
    return context.json({ error: 'something broke' }, 500);
  });
  return app;
}

function measurePlatforms(registry: Registry, platforms: HttpOptions['platforms']): void {
  new Gauge({
    name: 'companion_platform_up',
    help: 'Whether a chat is connected: 1 or 0.',
    labelNames: ['platform'],
    registers: [registry],
    collect() {
      for (const { name, state } of platforms) {
        this.set({ platform: name }, state() === 'connected' ? 1 : 0);
      }
    },
  });
}
