import { type Permission, permissionBits } from './permissions.ts';

/** The pages where Discord adds the bot. */
export interface Invites {
  /** For a server, by whoever manages it. */
  server: string;
  /** For one's own account: the commands work in every server and in direct messages. */
  account: string;
}

/** What the link for servers asks for. Answers to commands need none of it: it is for what the bot writes by itself. */
export const wanted = [
  'View Channel',
  'Send Messages',
  'Send Messages in Threads',
  'Read Message History',
  'Create Public Threads',
] as const satisfies readonly Permission[];

/** discord.com/developers/docs/topics/oauth2#bot-authorization-flow, …/resources/application#installation-context */
export function invites(applicationId: string): Invites {
  const link = (about: Record<string, string>) =>
    `https://discord.com/oauth2/authorize?${new URLSearchParams({ client_id: applicationId, ...about })}`;
  const permissions = String(wanted.reduce((sum, name) => sum | permissionBits[name], 0n));
  return {
    server: link({ integration_type: '0', scope: 'bot applications.commands', permissions }),
    account: link({ integration_type: '1', scope: 'applications.commands' }),
  };
}

/** A token begins with the id of its bot, which is that of its app, but for apps from before 2017. Undefined for what is no token. */
export function applicationIdIn(token: string): string | undefined {
  const [first = ''] = token.split('.');
  const id = Buffer.from(first, 'base64url').toString('latin1');
  return isSnowflake(id) ? id : undefined;
}

/** An id of Discord's. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}
