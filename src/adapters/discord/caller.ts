import type { APIInteraction } from 'discord-api-types/v10';
import type { Caller } from '../../chat/command.ts';
import { accessOf } from './access.ts';
import { actorOf, type Desk } from './desk.ts';
import { hasPermission, type Permission } from './permissions.ts';
import { kindOf, placeOf } from './place.ts';

/** Who does something, and where. A person is the same in every server. Discord tells nobody's time zone. */
export function callerOf({ managers }: Pick<Desk, 'managers'>, interaction: APIInteraction): Caller {
  const { id, name } = actorOf(interaction);
  const place = placeOf(interaction);
  return {
    person: { platform: 'discord', id },
    name,
    ...(place === undefined ? {} : { place }),
    locale: 'locale' in interaction ? interaction.locale : 'en',
    async may(capability) {
      switch (capability) {
        case 'daily':
          return mayDaily(interaction, managers);
        default:
          return capability satisfies never;
      }
    },
    access: async () => accessOf(interaction),
  };
}

const managing: readonly Permission[] = ['Manage Channels', 'Manage Messages'];

/** What is posted in a person's own conversation with the bot is nobody else's matter. */
function mayDaily(interaction: APIInteraction, managers: readonly string[] = []): boolean {
  if (kindOf(interaction) === 'direct') return true;
  const { member } = interaction;
  if (managers.length === 0) return managing.some((name) => hasPermission(member?.permissions, name));
  const own = new Set([actorOf(interaction).id, ...(member?.roles ?? [])]);
  return managers.some((manager) => own.has(manager.trim().replace(/^discord:/i, '')));
}
