import type {
  APIMessage,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from 'discord-api-types/v10';
import { type Action, decodeAction, decodeChoice } from '../../chat/action.ts';
import type { Args, Visibility } from '../../chat/command.ts';
import { ofAnotherVersion } from '../../chat/excuses.ts';
import { type Message, message, text } from '../../chat/reply.ts';
import { answer } from './answer.ts';
import { ask, turnOf } from './ask.ts';
import { callerOf } from './caller.ts';
import { actorOf, type Desk } from './desk.ts';
import { dismissId } from './frame.ts';
import { flags, responses, types } from './limits.ts';
import { readFilled } from './reading.ts';
import { tell } from './tell.ts';

type Pressed = APIMessageComponentInteraction | APIModalSubmitInteraction;

/** A button or a menu. Whoever is not its owner gets an answer of their own, for their eyes. */
export async function onPress(desk: Desk, interaction: APIMessageComponentInteraction): Promise<void> {
  if (interaction.data.custom_id === dismissId) return dismiss(desk, interaction);
  await act(desk, interaction, actionOf(interaction));
}

/** A dialog was sent. */
export async function onModal(desk: Desk, interaction: APIModalSubmitInteraction): Promise<void> {
  const { custom_id, components } = interaction.data;
  const action = decodeAction(custom_id);
  await act(desk, interaction, action && { ...action, args: { ...action.args, ...readFilled(components) } });
}

function actionOf({ data }: APIMessageComponentInteraction): Action | undefined {
  if (data.component_type !== types.stringSelect) return decodeAction(data.custom_id);
  const [value] = data.values;
  return value === undefined ? undefined : decodeChoice(data.custom_id, value);
}

async function act(desk: Desk, interaction: Pressed, action: Action | undefined): Promise<void> {
  const turn = turnOf(interaction);
  if (action === undefined) return say(desk, interaction, ofAnotherVersion(desk.commandName));
  const { command, mode } = action;
  const replaces = mode === 'update' ? ownedBy(actorOf(interaction).id, interaction.message) : undefined;
  const run = (args: Args) => desk.dispatcher.press({ ...action, args }, callerOf(desk, interaction));
  const asked = ask(desk, { interaction, command, args: argsFor(action, replaces), run });
  await answer(
    desk,
    replaces === undefined ? turn : { ...turn, replaces },
    mode === 'form' ? { ...asked, opens: 'form' } : asked,
  );
}

/** Where all see the answer, its pages are for all too; elsewhere it is private again, and can be shared. */
function argsFor({ args, mode }: Action, replaces: Visibility | undefined): Args {
  const { share, ...others } = args;
  const shares = mode === 'reply' && share === true;
  return shares || replaces === 'channel' ? { ...others, share: true } : others;
}

/** Who sees the message, if it is that person's to change; undefined if it is not. */
function ownedBy(person: string, shown: APIMessage | undefined): Visibility | undefined {
  if (shown === undefined) return undefined;
  if (((shown.flags ?? 0) & flags.ephemeral) !== 0) return 'private';
  return shown.interaction_metadata?.user.id === person ? 'channel' : undefined;
}

async function dismiss(desk: Desk, interaction: APIMessageComponentInteraction): Promise<void> {
  if (ownedBy(actorOf(interaction).id, interaction.message) === undefined) {
    return say(desk, interaction, notYours);
  }
  await tell(desk, () => desk.api.respond(interaction, { type: responses.deferredUpdate }));
  await tell(desk, () => desk.api.remove(interaction));
}

const notYours = message(text('Only the one who showed this to everybody can take it away.'));

function say(desk: Desk, interaction: Pressed, said: Message): Promise<void> {
  const told = async () => ({ args: {}, visibility: 'private', reply: said }) as const;
  return answer(desk, turnOf(interaction), ask(desk, { interaction, command: '', args: {}, run: told }));
}
