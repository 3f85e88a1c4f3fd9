import type {
  APIApplicationCommandInteractionDataBasicOption,
  APIApplicationCommandInteractionDataOption,
  APIEmbed,
  APIMessage,
  APIModalSubmitInteraction,
  ModalSubmitComponent,
} from 'discord-api-types/v10';
import type { Args } from '../../chat/command.ts';
import { optionTypes, types } from './limits.ts';

/** A command as it was typed. `command` is "resource" or "daily on". */
export interface Typed {
  command: string;
  args: Args;
  /** The option that is being typed, and what of it is there. */
  focused?: { option: string; prefix: string };
}

/** Reads the sub-command and its options. Undefined for a command without one, which this bot never registers. */
export function readTyped(
  options: readonly APIApplicationCommandInteractionDataOption[] = [],
): Typed | undefined {
  const [chosen] = options;
  if (chosen === undefined) return undefined;
  if (chosen.type === optionTypes.group) {
    const [inner] = chosen.options;
    return inner && typed(`${chosen.name} ${inner.name}`, inner.options);
  }
  return chosen.type === optionTypes.subcommand ? typed(chosen.name, chosen.options) : undefined;
}

function typed(
  command: string,
  options: readonly APIApplicationCommandInteractionDataBasicOption[] = [],
): Typed {
  const args = Object.fromEntries(options.map(({ name, value }) => [name, value]));
  const focused = options.find((option) => 'focused' in option && option.focused === true);
  return {
    command,
    args,
    ...(focused === undefined ? {} : { focused: { option: focused.name, prefix: String(focused.value) } }),
  };
}

/** What was filled in, by the names of the fields. */
export function readFilled(components: APIModalSubmitInteraction['data']['components']): Args {
  return Object.fromEntries(
    components
      .flatMap((one) => (one.type === types.label ? filled(one.component) : []))
      .filter(([, value]) => value !== ''),
  );
}

function filled(field: ModalSubmitComponent): [string, string][] {
  if (field.type === types.textInput) return [[field.custom_id, field.value]];
  return field.type === types.stringSelect ? [[field.custom_id, field.values[0] ?? '']] : [];
}

/** Everything that a message says: its own text, what it forwards, its embeds, and the texts of a message of components. */
export function saidIn(shown: APIMessage | undefined): string {
  if (shown === undefined) return '';
  const snapshots = (shown.message_snapshots ?? []).flatMap(({ message }) => [
    message.content,
    ...embedded(message.embeds),
  ]);
  const said = [shown.content, ...snapshots, ...embedded(shown.embeds), ...textsIn(shown.components)];
  return said.filter((part) => part !== '').join('\n');
}

function embedded(embeds: readonly APIEmbed[] = []): string[] {
  return embeds.flatMap(({ title = '', description = '' }) => [title, description]);
}

/** Components stand in components. */
function textsIn(components: unknown): string[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((one: unknown): string[] => {
    if (typeof one !== 'object' || one === null) return [];
    const own = 'content' in one && typeof one.content === 'string' ? [one.content] : [];
    return 'components' in one ? [...own, ...textsIn(one.components)] : own;
  });
}

/**
 * The words of a message that somebody wants resources about: no code, addresses, mentions, emoji and marks
 * (discord.com/developers/docs/reference#message-formatting).
 */
export function wordsOf(content: string): string {
  return content
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/\[([^\]]*)\]\(<?https?:[^)]*\)/g, ' $1 ')
    .replace(/<(?:@[!&]?|#|a?:\w+:|t:|\/|id:)[^<>]*>/g, ' ')
    .replace(/<?https?:\/\/\S+/g, ' ')
    .replace(/[*~`_|>]+|^\s*(?:-?#{1,3}|[-+])\s/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
