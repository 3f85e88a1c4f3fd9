import type { Access, Caller, Permission } from '../../chat/command.ts';
import { type Message, message, quiet, text } from '../../chat/reply.ts';
import { accessTo } from './access.ts';
import type { Desk } from './desk.ts';
import type { Asked } from './profiles.ts';

/** A person of the workspace, as a payload names them. */
export interface Who {
  id: string;
  name?: string;
}

/** Where they are. */
export interface Where {
  channel: string;
  /** As Slack tells it, without #. */
  name?: string;
}

/** Who asks. `where` is absent on the Home tab, and in a dialog that was opened from nowhere. */
export function callerOf(
  desk: Pick<Desk, 'me' | 'web' | 'log' | 'note' | 'profiles' | 'managers'>,
  { id, name }: Who,
  where?: Where,
): Caller {
  const { workspace } = desk.me;
  return {
    person: { platform: 'slack', id: `${workspace}/${id}` },
    ...(name === undefined ? {} : { name }),
    ...(where === undefined ? {} : { place: { platform: 'slack', workspace, ...placeOf(where) } }),
    locale: 'en',
    findZone: async () => (await desk.profiles.of(id)).profile?.zone,
    async may(capability) {
      switch (capability) {
        case 'daily':
          return mayDaily(desk, id, where);
        default:
          return capability satisfies never;
      }
    },
    ...(where === undefined ? {} : { access: () => accessIn(desk, where) }),
  };
}

function placeOf(where: Where) {
  const { channel, name } = where;
  const kind = isDirect(where) ? ('direct' as const) : ('channel' as const);
  return { channel, kind, ...(name === undefined ? {} : { name: `#${name}` }) };
}

/**
 * Direct messages. Slack does not say which are those with the bot; between two people the bot cannot write, and whatever
 * is switched there is the person's own, too.
 */
function isDirect({ channel }: Where): boolean {
  return channel.startsWith('D');
}

async function mayDaily(
  { managers, profiles }: Pick<Desk, 'managers' | 'profiles'>,
  id: string,
  where: Where | undefined,
): Promise<Permission> {
  if (where === undefined) return { may: false, says: nowhere };
  if (isDirect(where)) return { may: true };
  if (managers.length > 0) return managers.includes(id) ? { may: true } : { may: false, says: notNamed };
  const asked = await profiles.of(id);
  if (asked.profile?.full === true) return { may: true };
  return { may: false, says: asked.profile === undefined ? unseen(asked) : notFull };
}

const nowhere = message(text('Here I cannot see which channel you mean.'));

const notNamed = message(
  text(
    'What is posted in a channel is switched by those alone whom DAILY_MANAGERS names, and you are not among them.',
  ),
  quiet('Whoever runs this bot can add you.'),
);

/** Guests are asked into single channels, and do not decide for others what comes there. */
const notFull = message(
  text(
    'What is posted in a channel is switched by full members of the workspace, not by guests. Ask one of them.',
  ),
);

function unseen({ refusal }: Asked): Message {
  if (refusal === undefined) {
    return message(text('Slack did not tell me just now whether you are a full member. Please try again.'));
  }
  if (refusal.error !== 'missing_scope') {
    return message(
      text(
        `Slack does not tell me whether you are a full member (${refusal.error}). Please try again later.`,
      ),
    );
  }
  return message(
    text(`I may not see who is a full member: the app lacks ${refusal.needed ?? 'users:read'}.`),
    text(
      'Whoever installed it pastes the manifest again under App Manifest and reinstalls the app. Then try again.',
    ),
  );
}

/** One's own direct messages need no permission. */
async function accessIn(desk: Parameters<typeof accessTo>[0], where: Where): Promise<Access> {
  return isDirect(where) ? { lacks: [] } : accessTo(desk, where.channel);
}

/** Slack calls every private channel and every conversation of a few people by one of these. */
const nameless = new Set(['directmessage', 'privategroup', '']);

/** Where a payload says that something happened. */
export function whereOf(channel: string, name?: string): Where {
  const known = name !== undefined && !nameless.has(name) && !name.startsWith('mpdm-');
  return { channel, ...(known ? { name } : {}) };
}

/** Of the ids in DAILY_MANAGERS those that may be Slack's: "U123", "slack:U123" or "slack:T1/U123". */
export function slackManagers(ids: readonly string[]): string[] {
  return ids.map((id) => id.trim().replace(/^slack:(?:[^/]*\/)?/i, ''));
}
