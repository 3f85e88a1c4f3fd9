import type { Channel } from './parties.ts';

/** discord.com/developers/docs/topics/permissions */
const permissionBits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useApplicationCommands: 1n << 31n,
  useExternalApps: 1n << 50n,
};

const { viewChannel, sendMessages, embedLinks, attachFiles, readMessageHistory } = permissionBits;

/** Of everybody in a guild. */
export const everybodyMay = Object.values(permissionBits).reduce((sum, bit) => sum | bit, 0n);

/** Of the bot in a channel. An app that is not in the guild still has what its user's installation gives. */
export function appPermissions({ kind, guild, sees, writes, readsHistory }: Channel): string {
  if (kind !== 'guild' || guild?.installed === false) return String(embedLinks | attachFiles | viewChannel);
  const held = [
    sees ? viewChannel | embedLinks | attachFiles : 0n,
    writes ? sendMessages : 0n,
    readsHistory ? readMessageHistory : 0n,
  ];
  return String(held.reduce((sum, bit) => sum | bit, 0n));
}

/** What the channel denies the bot. */
export function deniedTo({ sees, writes, readsHistory }: Channel): bigint {
  return (sees ? 0n : viewChannel) | (writes ? 0n : sendMessages) | (readsHistory ? 0n : readMessageHistory);
}
