import { createServer } from 'node:http';
import { closeServer, listen } from '../../support/slack/front.ts';

/** A Slack with a long past and a clock of its own, of which one channel can be read. */
export interface Archive {
  apiUrl: string;
  /** How many pages were asked for. */
  asked(): number;
  close(): Promise<void>;
}

export interface ArchiveOptions {
  /** By Slack's clock, in milliseconds since 1970. */
  now: number;
  /** What is in the channel, in any order. */
  messages: readonly Written[];
  /** Slack gives no more at once than this. */
  pageSize?: number;
  /** Its answers carry the time. */
  tellsTime?: boolean;
}

export interface Written {
  ts: string;
  bot_id?: string;
  metadata?: object;
}

export function written(ms: number, more: Omit<Written, 'ts'> = {}): Written {
  return { ts: (ms / 1_000).toFixed(6), ...more };
}

export async function startArchive(options: ArchiveOptions): Promise<Archive> {
  const { now, messages, pageSize = 100, tellsTime = true } = options;
  const newestFirst = messages.toSorted((one, other) => Number(other.ts) - Number(one.ts));
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    const form = new URLSearchParams((await request.toArray()).join(''));
    const start = Number(form.get('cursor') ?? 0);
    const end = start + Math.min(pageSize, Number(form.get('limit')));
    const has_more = end < newestFirst.length;
    const next_cursor = has_more ? String(end) : '';
    response.sendDate = false;
    if (tellsTime) response.setHeader('date', new Date(now).toUTCString());
    const shown = newestFirst.slice(start, end);
    response.end(JSON.stringify({ ok: true, messages: shown, has_more, response_metadata: { next_cursor } }));
  });
  const apiUrl = `${await listen(server)}/api/`;
  return { apiUrl, asked: () => asked, close: () => closeServer(server) };
}
