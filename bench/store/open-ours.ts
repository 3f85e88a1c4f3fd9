import { openStore } from '../../src/store/open.ts';

/** What a service does with the store when it starts, and when it stops. */
const store = openStore(
  { path: process.argv[2] ?? '' },
  {
    access: 'write',
    patienceMs: 0,
    now: () => Temporal.Now.instant(),
    clock: () => performance.now(),
  },
);
console.log((await store.open()) === 'write' ? 'open' : 'read');
await store.close();
