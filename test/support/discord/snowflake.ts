import { perFile } from '../lifetime.ts';

/** The first second of 2015, from which Discord counts. */
const discordEpoch = 1_420_070_400_000;
const countsInMs = 4096;
const last = perFile(() => ({ count: 0 }));

/** An id of Discord's form: the time in the upper bits, so that ids sort by age and tell when they were made. */
export function snowflake(at = Date.now()): string {
  const ours = last();
  ours.count = (ours.count + 1) % countsInMs;
  return String((BigInt(at - discordEpoch) << 22n) | BigInt(ours.count));
}

/** The shard that hears of a guild: discord.com/developers/docs/events/gateway#sharding. */
export function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}
