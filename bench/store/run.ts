import { availableParallelism, cpus } from 'node:os';
import { measureOpening } from './open.ts';
import { measurePostgres } from './postgres.ts';
import { measureSqlite } from './sqlite.ts';

const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, SQLite ${process.versions.sqlite}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpu?.model.trim()}`,
);

await measureSqlite();
await measurePostgres();
await measureOpening();
