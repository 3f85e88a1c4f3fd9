import type { Message, Reply } from './reply.ts';

/**
 * A command is one value in one file. From it come Discord's registration, Slack's grammar and manifest, the
 * help and the table in the docs. `Deps` is whatever the commands of this bot need; the chat language does
 * not know what that is.
 */
export interface Command<Deps> {
  /** Lower case, one word: "resource". */
  name: string;
  /** The group it stands in on platforms that nest: "daily" for `daily on`. */
  group?: string;
  /** One line for help and for the platforms' command lists; at most 100 characters. */
  summary: string;
  /** Words that people also type for it where text is free: find, search → resource. */
  words?: readonly TypedWord[];
  options: readonly Option<Deps>[];
  /** What to type, without the bot's name: "resource docker". */
  examples: readonly string[];
  /** The answer depends on the arguments alone, not on who asks, when, or by chance: it may be kept and given again. */
  steady?: true;
  /** Who sees the answer; decided from the arguments alone, before the command runs. */
  visibility(args: Args): Visibility;
  /** What kind of first answer the platform must expect, decided without I/O. */
  opens(args: Args): 'reply' | 'form';
  run(args: Args, context: Context<Deps>): Promise<Reply>;
}

/** Another word for a command, with the arguments that it implies: courses → browse kind:course. */
interface TypedWord {
  word: string;
  args?: Args;
}

export type Visibility = 'private' | 'channel';

/** Arguments by option name, already checked against the options. Absent means not given. */
export type Args = Readonly<Record<string, string | number | boolean>>;

export type Option<Deps> = TextOption<Deps> | ChoiceOption | IntegerOption | BooleanOption | PickOption;

interface OptionBase {
  name: string;
  summary: string;
  required?: boolean;
  /** Typed, or carried by buttons; platforms do not offer it. */
  hidden?: boolean;
}

export interface TextOption<Deps> extends OptionBase {
  type: 'text';
  /** Takes the words that no other option took, when a person types a line. At most one of a command. */
  rest?: boolean;
  /** Its words have a grammar of their own (a search): names and values in them are left to it. */
  grammar?: boolean;
  /** Longest accepted text in characters; longer text is cut at a word. */
  maxLength?: number;
  /** What to offer while a person types; budget 1 s, at most `limit` (25) suggestions. */
  suggest?(prefix: string, context: SuggestContext<Deps>, limit: number): Promise<readonly Suggestion[]>;
}

export interface ChoiceOption extends OptionBase {
  type: 'choice';
  choices: readonly { value: string; label: string }[];
}

export interface IntegerOption extends OptionBase {
  type: 'integer';
  min: number;
  max: number;
}

export interface BooleanOption extends OptionBase {
  type: 'boolean';
}

/** A role or a channel, chosen with the platform's own picker. */
interface PickOption extends OptionBase {
  type: 'role' | 'channel';
}

export interface Suggestion {
  /** At most 100 characters. */
  label: string;
  /** At most 100 characters; what the option gets when it is chosen. */
  value: string;
}

/** Who asks, and where. */
export interface Caller {
  person: Person;
  /** As others call them. */
  name?: string;
  /** The channel; absent in a terminal. */
  place?: { platform: Platform; workspace: string; channel: string; kind?: PlaceKind; name?: string };
  /** BCP 47. */
  locale: string;
  /** IANA name, where the platform tells it. */
  zone?: string;
  /** Looks it up in the person's profile, where there is one; undefined when it is not to be had. */
  findZone?(): Promise<string | undefined>;
  may(capability: Capability): Promise<Permission>;
  /** Looks whether the bot may write by itself where the caller is; absent where there is no such thing. */
  access?(): Promise<Access>;
}

/** `daily`: to switch what is posted in this channel. */
type Capability = 'daily';

/** Where somebody may not, `says` has the reason and what to do: who may, or that it could not be seen who this is. */
export type Permission = { may: true } | { may: false; says: Message };

/** `direct` is the person's conversation with the bot. */
export type PlaceKind = 'channel' | 'thread' | 'direct' | 'other';

export interface Access {
  /** What keeps the bot from writing there, with what to do about it. */
  obstacle?: Message;
  /** Nobody can do anything about the obstacle. */
  lasting?: true;
  /** Why no thread can be opened under what it writes there. */
  noThread?: string;
  /** Why a call may not reach those whom it is for. */
  noPing?: string;
  /** What it lacks and can do without, each with what that costs: "Read Message History: after …". */
  lacks: readonly string[];
}

type Platform = 'discord' | 'slack' | 'terminal';

interface Person {
  platform: Platform;
  /** On Slack with the enterprise or team before it; the same person in every server. */
  id: string;
}

interface Context<Deps> {
  caller: Caller;
  now: Temporal.Instant;
  deps: Deps;
}

type SuggestContext<Deps> = Pick<Context<Deps>, 'caller' | 'deps'>;

/** The options that a platform offers and help explains. */
export function optionsOffered<Deps>({ options }: Pick<Command<Deps>, 'options'>): readonly Option<Deps>[] {
  return options.filter(({ hidden }) => hidden !== true);
}
