import type { APIInteraction } from 'discord-api-types/v10';
import type { Permission as Allowed, Caller } from '../../chat/command.ts';
import { type Message, message, quiet, strong, text } from '../../chat/reply.ts';
import { accessOf, notAmongPeople } from './access.ts';
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
function mayDaily(interaction: APIInteraction, managers: readonly string[] = []): Allowed {
  if (kindOf(interaction) === 'direct') return { may: true };
  if (interaction.guild_id === undefined) return { may: false, says: notAmongPeople };
  const { member } = interaction;
  if (managers.length === 0) {
    const manages = managing.some((name) => hasPermission(member?.permissions, name));
    return manages ? { may: true } : { may: false, says: managesNothing };
  }
  const own = new Set([actorOf(interaction).id, ...(member?.roles ?? [])]);
  const named = managers.some((manager) => own.has(manager.trim().replace(/^discord:/i, '')));
  return named ? { may: true } : { may: false, says: notNamed };
}

const managesNothing: Message = message(
  text(
    'What is posted in a channel is switched by those who may ',
    strong('Manage Channels'),
    ' or ',
    strong('Manage Messages'),
    ' in it. Ask one of them.',
  ),
);

const notNamed: Message = message(
  text(
    'What is posted in a channel is switched by those alone whom DAILY_MANAGERS names, people or roles, and you are not among them.',
  ),
  quiet('Whoever runs this bot can add you.'),
);
