import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a bot costs before it does anything: both chat SDKs loaded from bench/node_modules, and a timer to stay. */
const require = createRequire(join(import.meta.dirname, '../package.json'));
const loaded = [require('discord.js'), require('@slack/bolt')];
setInterval(() => loaded.length, 60_000);
console.log('ready');
