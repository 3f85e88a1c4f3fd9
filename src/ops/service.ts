import type { Platform } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import { createHttp } from './http.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { releaseMemory } from './memory.ts';
import { listenToSignals, type SignalSource } from './signals.ts';

export interface ServiceOptions {
  config: Pick<Config, 'host' | 'port'>;
  log: Log;
  version: string;
  signals: SignalSource;
  /** A monotonic clock in milliseconds, 0 at the start of the process. */
  clock: () => number;
  /** Whether the database answers; never rejects, and takes no more than a moment. */
  storeAnswers: () => Promise<boolean>;
  platforms: readonly Platform[];
  workers: readonly Worker[];
  /** Said once the server answers. */
  greeting: string;
  say: (text: string) => void;
  /** Says what is wrong, when the service cannot go on. */
  complain: (text: string) => void;
  /** Another reason to stop, in words for the log; may stay open for ever. */
  finished: Promise<string>;
}

/** Something that works by itself, from the moment that the server answers. */
export interface Worker {
  start(): void;
  /** Ends what is under way, or gives up after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** How many things it has done, by platform and by how they ended. */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How long open requests may take once the program was told to stop. */
const graceMs = 10_000;

/**
 * Serves until told to stop. Gives the exit code: 0, or 1 when a platform refused the settings or a second signal cut off
 * what was open.
 *
 * @throws {ListenError} when the address cannot be had.
 */
export async function serve(options: ServiceOptions): Promise<0 | 1> {
  const { config, log, version, clock, platforms, workers } = options;
  let stopping = false;
  const app = createHttp({
    version,
    uptime: () => clock() / 1000,
    ready: () => !stopping,
    storeAnswers: options.storeAnswers,
    platforms,
    workers,
    onError: (err, path) => log.error({ err, path }, 'a request broke'),
  });
  const routes = platforms.flatMap(({ route }) => route ?? []);
  const server = await listen(app, { host: config.host, port: config.port, routes });
  const signals = listenToSignals(options.signals, clock);
  log.info({ url: server.url, version }, 'serving');
  options.say(`${options.greeting}\n\nServing ${server.url}/healthz until it is told to stop.`);

  for (const worker of workers) worker.start();
  const refused = firstRefusal(platforms, log);
  const reason = await Promise.race([
    signals.first,
    options.finished,
    refused.then(() => 'refused' as const),
  ]);
  stopping = true;
  log.info({ reason }, 'stopping');
  if (reason === 'refused') options.complain(await refused);
  let cut = false;
  signals.again.then(() => {
    cut = true;
    server.abort();
  });
  const stopped = Promise.all([
    server.close(graceMs),
    ...workers.map((worker) => worker.stop(graceMs)),
    ...platforms.map((platform) => platform.stop(graceMs)),
  ]);
  await Promise.race([stopped, signals.again]);
  signals.forget();
  log.info({ cut }, 'stopped');
  return cut || reason === 'refused' ? 1 : 0;
}

/** Connects all, and resolves with why one of them cannot be; never, if all can. Memory can wait until then. */
function firstRefusal(platforms: readonly Platform[], log: Log): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  if (platforms.length === 0) releaseMemory();
  for (const { name, connect } of platforms) {
    connect().then(
      (said) => {
        if (said === undefined) releaseMemory();
        else resolve(said);
      },
      (err) => {
        log.error({ err, platform: name }, 'a platform broke at its start');
        resolve(`${name} could not be started; the log says why.`);
      },
    );
  }
  return promise;
}
