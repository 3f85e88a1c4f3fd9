import type { Use } from './module.ts';

/**
 * The floors of the house. A part may import from its own folder, `values` and `types`; from `types` only what is
 * erased before the program runs. A part that is missing here is a breach: give it a floor first.
 */
export interface Floor {
  values: readonly string[];
  types?: readonly string[];
}

const pure = ['catalog', 'search', 'study', 'chat'];
const content = [...pure, 'store', 'daily', 'commands'];
const adapters = ['adapters/discord', 'adapters/slack', 'adapters/terminal', 'adapters/web', 'adapters/mcp'];
const adapter: Floor = { values: ['chat'], types: [...content, 'config'] };

export const floors: Readonly<Record<string, Floor>> = {
  catalog: { values: [] },
  search: { values: ['catalog'] },
  study: { values: ['catalog'] },
  chat: { values: [] },
  config: { values: [] },
  store: { values: ['catalog', 'study', 'chat'] },
  daily: { values: [...pure, 'store'] },
  commands: { values: [...pure, 'store', 'daily'] },
  ...Object.fromEntries(adapters.map((name) => [name, adapter])),
  ops: { values: [...content, 'config'] },
  main: { values: [...content, 'config', 'ops', ...adapters] },
  cli: { values: [...content, 'config', 'ops', ...adapters, 'main'] },
  /** Plain JavaScript, so that any Node can read it; it only leads to the other two. */
  start: { values: ['main', 'cli'] },
};

/** Where each package is at home: parts, or 'anywhere'. A package without a row is a breach. */
export const homes: Readonly<Record<string, readonly string[] | 'anywhere'>> = {
  zod: 'anywhere',
  minisearch: ['search'],
  stemmer: ['search'],
  yaml: ['catalog', 'cli'],
  unified: ['catalog'],
  'remark-parse': ['catalog'],
  'remark-gfm': ['catalog'],
  mdast: ['catalog'],
  hono: ['ops'],
  '@hono/node-server': ['ops'],
  'prom-client': ['ops'],
  pino: ['ops'],
  'discord.js': ['adapters/discord'],
  'discord-api-types': ['adapters/discord'],
  '@slack/bolt': ['adapters/slack'],
  '@slack/types': ['adapters/slack'],
  '@slack/socket-mode': ['adapters/slack'],
  '@slack/web-api': ['adapters/slack'],
  commander: ['cli'],
  '@clack/prompts': ['ops', 'cli'],
  dotenv: ['main', 'cli'],
  kysely: ['store'],
  pg: ['store'],
  'node:sqlite': ['store'],
};

/** Who may use what has one place. The monotonic clock measures how long something took; it tells no time. */
export const useHomes: Readonly<Record<Use, readonly string[]>> = {
  'process.env': ['src/main.ts', 'src/cli.ts', 'src/start.js'],
  'the wall clock': ['src/main.ts', 'src/cli.ts'],
  'performance.now': ['src/main.ts', 'src/cli.ts', 'src/ops/'],
  'Math.random': ['src/main.ts', 'src/cli.ts'],
};

export const maxLines = 300;

/** Names that say nothing of what is inside. */
export const emptyNames = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc'];
