/**
 * Permissions by the names that Discord's settings show: discord.com/developers/docs/topics/permissions, PermissionFlagsBits of
 * discord-api-types 0.38.
 */
export const permissionBits = {
  Administrator: 1n << 3n,
  'Manage Channels': 1n << 4n,
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Manage Messages': 1n << 13n,
  'Read Message History': 1n << 16n,
  'Mention Everyone': 1n << 17n,
  'Manage Threads': 1n << 34n,
  'Create Public Threads': 1n << 35n,
  'Send Messages in Threads': 1n << 38n,
} as const;

export type Permission = keyof typeof permissionBits;

/** Whether a sum of bits, as Discord writes one, has the permission. Administrators have all. */
export function hasPermission(held: string | undefined, wanted: Permission): boolean {
  const bits = BigInt(held ?? 0);
  return (bits & (permissionBits[wanted] | permissionBits.Administrator)) !== 0n;
}
