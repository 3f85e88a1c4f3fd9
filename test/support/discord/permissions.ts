import type { Channel, Person } from './parties.ts';

/** discord.com/developers/docs/topics/permissions */
const permissionBits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
  useApplicationCommands: 1n << 31n,
  useExternalApps: 1n << 50n,
};

const { viewChannel, sendMessages, sendMessagesInThreads, embedLinks, attachFiles } = permissionBits;
const { readMessageHistory, createPublicThreads } = permissionBits;
/** Of those who keep order. */
const manageMessages = 1n << 13n;

/** Of everybody in a guild. */
export const everybodyMay = Object.values(permissionBits).reduce((sum, bit) => sum | bit, 0n);

/** Of one person in a guild. */
export function memberPermissions({ moderates }: Person): string {
  return String(moderates ? everybodyMay | manageMessages : everybodyMay);
}

/** Of the bot in a channel. An app that is not in the guild still has what its user's installation gives. */
export function appPermissions(channel: Channel): string {
  const { kind, guild, sees, writes, readsHistory, opensThreads } = channel;
  if (kind !== 'guild' || guild?.installed === false) return String(embedLinks | attachFiles | viewChannel);
  const held = [
    sees ? viewChannel | embedLinks | attachFiles : 0n,
    writes ? sending(channel) : 0n,
    readsHistory ? readMessageHistory : 0n,
    opensThreads ? createPublicThreads : 0n,
  ];
  return String(held.reduce((sum, bit) => sum | bit, 0n));
}

/** Threads have a permission of their own for it. */
function sending({ thread }: Channel): bigint {
  return thread === undefined ? sendMessages : sendMessagesInThreads;
}

/** What the channel denies the bot. */
export function deniedTo(channel: Channel): bigint {
  const { sees, writes, readsHistory, opensThreads } = channel;
  return (
    (sees ? 0n : viewChannel) |
    (writes ? 0n : sending(channel)) |
    (readsHistory ? 0n : readMessageHistory) |
    (opensThreads ? 0n : createPublicThreads)
  );
}
