import { isDeepStrictEqual } from 'node:util';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Api } from './api.ts';

type Wanted = readonly RESTPostAPIApplicationCommandsJSONBody[];

/** Registers the commands if Discord knows others, and says whether it did. `guildId` keeps them to one server. */
export async function bringUpToDate(api: Api, wanted: Wanted, guildId?: string): Promise<boolean> {
  if (isRegistered(wanted, await api.commands(guildId), guildId !== undefined)) return false;
  await api.register(wanted, guildId);
  return true;
}

/**
 * Whether what Discord has says the same. It adds fields of its own, and leaves out what is false or empty. Commands of one
 * server say nothing of places, whatever Discord makes of that.
 */
export function isRegistered(wanted: Wanted, has: readonly unknown[], forServer = false): boolean {
  if (wanted.length !== has.length) return false;
  const fields = forServer ? known.difference(places) : known;
  return wanted.every((one) =>
    has.some((other) => isDeepStrictEqual(told(one, fields), told(other, fields))),
  );
}

/** What was told of a command, without what Discord makes of it. */
function told(given: unknown, fields: ReadonlySet<string>): unknown {
  if (Array.isArray(given)) return given.map((one) => told(one, fields));
  if (typeof given !== 'object' || given === null) return given;
  const kept = Object.entries(given).filter(([key, value]) => fields.has(key) && !isNothing(value));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      unordered.has(key) && Array.isArray(value) ? value.toSorted() : told(value, fields),
    ]),
  );
}

const places: ReadonlySet<string> = new Set(['contexts', 'integration_types']);
const unordered: ReadonlySet<string> = new Set([...places, 'channel_types']);
const known: ReadonlySet<string> = new Set([
  ...unordered,
  'type',
  'name',
  'description',
  'options',
  'choices',
  'value',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'default_member_permissions',
  'nsfw',
]);

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === '' || isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
