import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
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
  /** What sends daily posts, if anything does. */
  workers?: readonly { counts(): Readonly<Record<string, Readonly<Record<string, number>>>> }[];
  onError: (error: unknown, path: string) => void;
}

/** What the one HTTP server answers. A handler is tested by `app.request('/healthz')`. */
export function createHttp(options: HttpOptions): Hono {
  const { version, uptime, ready, storeAnswers, platforms, workers = [], onError } = options;
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
  if (workers.length > 0) measureWorkers(registry, workers);
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

function measureWorkers(registry: Registry, workers: NonNullable<HttpOptions['workers']>): void {
  const all = () =>
    workers.flatMap(({ counts }) =>
      Object.entries(counts()).flatMap(([platform, states]) =>
        Object.entries(states).map(([state, count]) => ({ platform, state, count })),
      ),
    );
  new Counter({
    name: 'companion_daily_posts_total',
    help: 'Daily posts that this process has brought to an end: sent, failed, skipped or unknown.',
    labelNames: ['platform', 'state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { platform, state, count } of all()) this.inc({ platform, state }, count);
    },
  });
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
