import type { Config } from '../config.ts';
import { createHttp } from './http.ts';
import { listen } from './listen.ts';
import { createLog } from './log.ts';
import { releaseMemory } from './memory.ts';
import { listenToSignals, type SignalSource } from './signals.ts';

export interface ServiceOptions {
  config: Config;
  version: string;
  signals: SignalSource;
  /** A monotonic clock in milliseconds, 0 at the start of the process. */
  clock: () => number;
  /** Whether the database answers; never rejects, and takes no more than a moment. */
  storeAnswers: () => Promise<boolean>;
  /** Said once the server answers. */
  greeting: string;
  say: (text: string) => void;
  /** Another reason to stop, in words for the log; may stay open for ever. */
  finished: Promise<string>;
}

/** How long open requests may take once the program was told to stop. */
const graceMs = 10_000;

/**
 * Serves until told to stop. Gives the exit code: 0, or 1 when a second signal cut off what was open.
 *
 * @throws {ListenError} when the address cannot be had.
 */
export async function serve(options: ServiceOptions): Promise<0 | 1> {
  const { config, version, clock } = options;
  const log = createLog(config);
  let stopping = false;
  const app = createHttp({
    version,
    uptime: () => clock() / 1000,
    ready: () => !stopping,
    storeAnswers: options.storeAnswers,
    onError: (err, path) => log.error({ err, path }, 'a request broke'),
  });
  const server = await listen(app, config);
  const signals = listenToSignals(options.signals, clock);
  log.info({ url: server.url, version }, 'serving');
  options.say(`${options.greeting}\n\nServing ${server.url}/healthz until it is told to stop.`);
  releaseMemory();

  const reason = await Promise.race([signals.first, options.finished]);
  stopping = true;
  log.info({ reason }, 'stopping');
  let cut = false;
  signals.again.then(() => {
    cut = true;
    server.abort();
  });
  await server.close(graceMs);
  signals.forget();
  log.info({ cut }, 'stopped');
  return cut ? 1 : 0;
}
