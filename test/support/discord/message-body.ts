import { type CallCheck, callAbove, discordMessageBreaches } from '../discord-payload.ts';
import { isObject, type Json, listAt } from '../shape.ts';
import { type Answer, findingOf, invalidForm } from './answers.ts';
import { messageFlags, type ShownMessage } from './timeline.ts';
import { isEphemeral } from './wire-objects.ts';

/** What a message is checked against. */
export interface MessageCheck {
  /** 'POST followup', for the breaches. */
  readonly place: string;
  /** Of an edit: what stands there now. */
  readonly message?: ShownMessage;
  /** A message that can be ephemeral. */
  readonly mayHide?: boolean;
  /** Where the body stands in what was sent. */
  readonly under?: readonly string[];
  note(...breaches: readonly string[]): void;
}

/** What Discord takes besides the message itself, and what discord.js always adds. */
const aside = ['nonce', 'enforce_nonce', 'message_reference'];

/** A refusal, or undefined if the body may be shown. */
export function refuseMessage(body: unknown, check: MessageCheck): Answer | undefined {
  const { place, message, mayHide = false, under = [], note } = check;
  const json = isObject(body) ? body : {};
  const flags = Number(json.flags ?? 0);
  const staysV2 = message !== undefined && (message.flags & messageFlags.componentsV2) !== 0;
  if (staysV2 && json.flags !== undefined && (flags & messageFlags.componentsV2) === 0) {
    note(`${place}: takes IS_COMPONENTS_V2 from a message`);
    const code = 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG';
    return invalidForm([{ path: [...under, 'flags'], code, message: 'IS_COMPONENTS_V2 cannot be removed' }]);
  }
  const hides = (flags & messageFlags.ephemeral) !== 0;
  const stays = message === undefined ? !mayHide : !isEphemeral(message);
  if (hides && stays) note(`${place}: is meant for one person, and everybody sees it`);
  if (message !== undefined && json.components === undefined && !message.thinking) return undefined;
  const lines = discordMessageBreaches(plainMessage(json, message), { calls: callsIn(json, check) });
  if (lines.length === 0) return undefined;
  note(...lines.map((line) => `${place}: ${line}`));
  return invalidForm(lines.map((line) => findingOf(line, under)));
}

/** A message of a channel may call; where one stands that did, the line stays and calls nobody again. */
function callsIn(
  { components }: Json,
  { message, mayHide = false }: MessageCheck,
): Required<CallCheck>['calls'] {
  if (message !== undefined) {
    const before = callAbove(message.components);
    return before !== undefined && before === callAbove(components) ? 'no more' : 'nobody';
  }
  return mayHide ? 'nobody' : 'once';
}

/** The message as the house's renderer writes it: numbers for the ids of attachments, and the flags that stay in an edit. */
function plainMessage(json: Json, message: ShownMessage | undefined): Json {
  const own = Object.entries(json).filter(
    ([field, value]) => !aside.includes(field) && !(field === 'tts' && value === false),
  );
  const kept = message === undefined ? {} : { flags: message.flags & ~messageFlags.loading };
  const attachments = listAt(json.attachments)
    .filter(isObject)
    .map(({ id, filename }) => ({ id: Number(id), filename }));
  return {
    ...kept,
    ...Object.fromEntries(own),
    ...(json.attachments === undefined ? {} : { attachments }),
  };
}
