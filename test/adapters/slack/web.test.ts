import { expect, test } from 'vitest';
import { renderMessage } from '../../../src/adapters/slack/render.ts';
import { sdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { clientOptions, createWeb } from '../../../src/adapters/slack/web.ts';
import { message, text } from '../../../src/chat/reply.ts';

const logger = sdkLog({ debug() {}, info() {}, warn() {}, error() {} });
const { payload } = renderMessage(message(text('Hello')), 'channel');

test('what waits in one channel holds up no other', async () => {
  const { promise: never } = Promise.withResolvers<never>();
  const fetch = async (_input: unknown, init?: RequestInit) =>
    String(init?.body).includes('channel=C0BUSY') ? never : Response.json({ ok: true, ts: '1.2' });
  const web = createWeb('xoxb-1', { ...clientOptions(fetch), logger });
  for (let count = 0; count < 200; count++) void web.post({ channel: 'C0BUSY' }, payload);
  expect(await web.post({ channel: 'C0CALM' }, payload)).toBe('1.2');
});
