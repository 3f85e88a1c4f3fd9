/**
 * One process that delivers daily posts: the real store, the real posts and the real clients of Discord and Slack, with shorter
 * patience. Says "ready", and "claimed" with its first claim. Ends when its input does.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPoster as createDiscordPoster } from '../../src/adapters/discord/poster.ts';
import { createCalmFetch } from '../../src/adapters/slack/calm-fetch.ts';
import { createPoster as createSlackPoster } from '../../src/adapters/slack/poster.ts';
import { clientOptions, createWeb, type Identity } from '../../src/adapters/slack/web.ts';
import { openKeptYaml } from '../../src/catalog/kept-yaml.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Poster } from '../../src/chat/poster.ts';
import { createDaily } from '../../src/daily/daily.ts';
import { createWriting } from '../../src/daily/writer.ts';
import type { Writing } from '../../src/daily/writing.ts';
import { openStore } from '../../src/store/open.ts';
import { hurried, type Orders, ordersSchema, repeatableMs } from './orders.ts';

const gone = Promise.withResolvers<void>();
// However the other side goes away, and whatever does not answer any more.
for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => gone.resolve());
process.stdin.resume();
gone.promise.then(() => setTimeout(() => process.exit(1), 8_000));

const root = join(import.meta.dirname, '../..');
const orders = ordersSchema.parse(JSON.parse(process.env.CHAOS_ORDERS ?? ''));
const say = (word: string) => process.stdout.write(`${word}\n`);
const log = {
  debug() {},
  info() {},
  warn() {},
  error: (about: object, said: string) => void say(`error: ${said} ${JSON.stringify(about, errorsToo)}`),
};
const clock = () => performance.now();
const begun = clock();
const now = () => {
  const late = clock() - begun >= orders.jump.afterMs ? orders.jump.byMs : 0;
  return Temporal.Now.instant().add({ milliseconds: late });
};

const store = openStore(
  { path: orders.path, ...(orders.url === undefined ? {} : { url: orders.url }) },
  { access: 'write', patienceMs: 10_000, now, clock },
);
const kept = await openKeptYaml(join(root, 'node_modules/.cache/mlops-companion/chaos.json'), 'chaos');
const catalog = await loadCatalog([join(root, 'catalog')], { kept });
await kept.save();
const daily = createDaily({
  store,
  writing: announcing(createWriting(catalog, 'mlops')),
  posters: [discordPoster(orders), await slackPoster(orders)],
  commandName: 'mlops',
  clocks: { now, clock },
  wait: (ms) => wait(ms, undefined, { ref: false }),
  random: Math.random,
  log,
  zonesVersion: process.versions.tz ?? '',
  timing: hurried,
});
daily.start();
say('ready');
await gone.promise;
await daily.stop(5_000);
await store.close();
process.exit(0);

function announcing(writing: Writing): Writing {
  let claimed = false;
  return {
    ...writing,
    read(...given) {
      if (!claimed) say('claimed');
      claimed = true;
      return writing.read(...given);
    },
  };
}

function discordPoster({ discord }: Orders): Poster {
  return { ...createDiscordPoster(discord, log), repeatableMs };
}

async function slackPoster({ slack }: Orders): Promise<Poster> {
  const options = clientOptions(createCalmFetch({ clock, wait, apiUrl: slack.apiUrl }), slack.apiUrl);
  const web = createWeb(slack.botToken, options);
  let me: Identity | undefined;
  while (me === undefined) me = await web.whoAmI().catch(() => wait(200, undefined));
  return createSlackPoster({
    settings: slack,
    log,
    clock,
    me: () => me,
    onLockedOut: () => say('error: locked out'),
    track: (work) => work,
  });
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}
