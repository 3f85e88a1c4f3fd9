import type { APIInteraction } from 'discord-api-types/v10';
import type { Args } from '../../chat/command.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { message, quiet } from '../../chat/reply.ts';
import { fullName } from '../../chat/typed.ts';
import { actorOf, type Desk } from './desk.ts';
import { calledIn } from './frame.ts';
import { flags, installs, interactionTypes } from './limits.ts';
import type { Asked, Turn } from './turn.ts';

export function turnOf(interaction: APIInteraction): Turn {
  const { id, application_id, token, type } = interaction;
  const post = postOf(interaction.message);
  return {
    ref: { id, application_id, token },
    name: actorOf(interaction).name,
    ...(post === undefined ? {} : { post }),
    isModal: type === interactionTypes.modal,
  };
}

/** What answers an interaction, Discord marks. */
function postOf(shown: APIInteraction['message']): Turn['post'] {
  if (shown === undefined || shown.interaction_metadata !== undefined) return undefined;
  return ((shown.flags ?? 0) & flags.ephemeral) === 0 ? calledIn(shown.components) : undefined;
}

interface Asking {
  interaction: APIInteraction;
  command: string;
  args: Args;
  run: (args: Args) => Promise<Answer>;
}

/** Asks, and adds what the command itself says of its answers. One that this version does not have gets a word in private. */
export function ask(desk: Desk, { interaction, command: name, args: given, run }: Asking): Asked {
  const { share, ...others } = given;
  const hushed = share === true && !mayShow(interaction);
  const args = hushed ? others : given;
  const command = desk.commands.find((one) => fullName(one) === name);
  return {
    answer: hushed ? run(args).then(withReason) : run(args),
    command: name,
    args,
    opens: command?.opens(args) ?? 'reply',
    visibility: command?.visibility(args) ?? 'private',
  };
}

/** discord.com/developers/docs/topics/permissions: USE_EXTERNAL_APPS */
const useExternalApps = 1n << 50n;

/**
 * Whether others can see an answer there. Whoever has the app on their own account only needs a permission for that in a server,
 * and Discord shows it to them alone otherwise.
 */
function mayShow({
  guild_id,
  member,
  authorizing_integration_owners: owners,
}: Pick<APIInteraction, 'guild_id' | 'member' | 'authorizing_integration_owners'>): boolean {
  if (guild_id === undefined || owners[installs.guild] !== undefined) return true;
  return (BigInt(member?.permissions ?? 0) & useExternalApps) !== 0n;
}

function withReason(answer: Answer): Answer {
  const { reply } = answer;
  return reply.type === 'form' ? answer : { ...answer, reply: message(...reply.blocks, onlyYou) };
}

const onlyYou = quiet('Only you see this: here nobody may share what an app of their own account answers.');
