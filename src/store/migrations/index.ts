import type { Migration as KyselyMigration } from 'kysely/migration';
import type { Engine } from '../tables.ts';
import { meta } from './0001-meta.ts';
import { people } from './0002-people.ts';
import { marks } from './0003-marks.ts';
import { daily } from './0004-daily.ts';

/** A step from one schema of the database to the next. */
export interface Migration {
  /** Sorts after all before it; never renamed once released. */
  name: string;
  up(engine: Engine): KyselyMigration['up'];
}

/** In order. A released one is never edited: what is wrong with it is mended by another. */
export const migrations: readonly Migration[] = [
  { name: '0001-meta', up: meta },
  { name: '0002-people', up: people },
  { name: '0003-marks', up: marks },
  { name: '0004-daily', up: daily },
];
