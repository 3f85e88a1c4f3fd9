import { describe, expect, it } from 'vitest';
import { createHttp, type HttpOptions } from '../../src/ops/http.ts';

function appWith(options: Partial<HttpOptions> = {}) {
  return createHttp({
    version: '1.2.3',
    uptime: () => 61.9,
    ready: () => true,
    storeAnswers: async () => true,
    platforms: [],
    onError: () => {},
    ...options,
  });
}

describe('the HTTP server', () => {
  it('says on /healthz that it lives, its version and for how many seconds', async () => {
    const answer = await appWith().request('/healthz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok', version: '1.2.3', uptime: 61 });
  });

  it('is ready until it stops', async () => {
    let stopping = false;
    const app = appWith({ ready: () => !stopping });
    expect((await app.request('/readyz')).status).toBe(200);
    stopping = true;
    expect((await app.request('/readyz')).status).toBe(503);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('gives metrics of the process in the format of Prometheus, also for a second server', async () => {
    appWith();
    const answer = await appWith().request('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await answer.text()).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('counts daily posts where there are any', async () => {
    const counts = { sent: 3, failed: 0, skipped: 1, unknown: 0 };
    const app = appWith({ workers: [{ counts: () => ({ slack: counts }) }] });
    await app.request('/metrics');
    counts.sent = 4;
    const text = await (await app.request('/metrics')).text();
    expect(text).toContain('companion_daily_posts_total{platform="slack",state="sent"} 4');
    expect(await (await appWith().request('/metrics')).text()).not.toContain('daily_posts');
  });

  it.each(['/', '/nothing', '/healthz/x', '/%00', '/..%2f..%2fetc/passwd'])(
    'answers %s with a plain 404 that repeats nothing',
    async (path) => {
      const answer = await appWith().request(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ error: 'not found' });
    },
  );

  it('takes only reading', async () => {
    expect((await appWith().request('/healthz', { method: 'POST', body: 'x' })).status).toBe(404);
    expect((await appWith().request('/healthz', { method: 'HEAD' })).status).toBe(200);
  });

  it.each(['/healthz', '/metrics', '/nothing'])('lets no browser run, frame or keep %s', async (path) => {
    const { headers } = await appWith().request(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('tells the log what broke, and the asker nothing of it', async () => {
    const told: unknown[] = [];
    const failure = new Error('inside');
    const broken = () => {
      throw failure;
    };
    const app = appWith({ uptime: broken, onError: (error, path) => told.push([error, path]) });
    const answer = await app.request('/healthz');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('inside');
    expect(told).toEqual([[failure, '/healthz']]);
  });
});
