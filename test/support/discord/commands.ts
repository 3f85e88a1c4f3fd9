import { isObject, type Json, listAt } from '../shape.ts';
import type { Changes } from '../slack/changes.ts';
import { type Answer, type Finding, invalidForm, ok, refusals } from './answers.ts';
import { commandFindings } from './command-breaches.ts';
import type { Incoming } from './front.ts';
import type { Guild, Parties } from './parties.ts';
import { snowflake } from './snowflake.ts';

/** A command as Discord keeps it and gives it back. */
export interface RegisteredCommand extends Json {
  readonly id: string;
  readonly type: number;
  readonly name: string;
}

export interface Commands {
  /** Of the guild alone, or the global ones. */
  registered(guild?: Guild): readonly RegisteredCommand[];
  serve(incoming: Incoming): Answer;
}

interface CommandsOptions {
  readonly parties: Parties;
  readonly changes: Changes;
  note(...breaches: readonly string[]): void;
}

/** discord.com/developers/docs/interactions/application-commands#registering-a-command: of chat, user and message commands. */
const mostOfType = [100, 15, 15];
const duplicate = {
  code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
  message: 'Application command names must be unique',
};

export function createCommands({ parties, changes, note }: CommandsOptions): Commands {
  const kept = new Map<string, readonly RegisteredCommand[]>();
  const { app } = parties;
  const at = (guildId: string) => kept.get(guildId) ?? [];
  /** What is right is kept beside the `rest`. */
  const keep = (guildId: string, bodies: readonly Json[], rest: readonly RegisteredCommand[]): Answer => {
    const made = bodies.map((body) => settle(body, { before: at(guildId), appId: app.id, guildId }));
    const all = [...rest, ...made];
    if (isCrowded(all)) {
      note('commands: are more than Discord takes');
      return refusals.tooManyCommands;
    }
    kept.set(guildId, all);
    changes.notify();
    return ok(made);
  };
  const checked = (findings: readonly Finding[], work: () => Answer): Answer => {
    note(...findings.map(({ path, message }) => `command ${path.join('.')}: ${message}`));
    return findings.length > 0 ? invalidForm(findings) : work();
  };
  const create = (guildId: string, body: Json): Answer => {
    const rest = at(guildId).filter((one) => !isSame(one, body));
    const isNew = rest.length === at(guildId).length;
    const answer = keep(guildId, [body], rest);
    return answer.status === 200 ? { status: isNew ? 201 : 200, body: listAt(answer.body)[0] } : answer;
  };
  return {
    registered: (guild) => at(guild?.id ?? ''),
    serve({ route, params, json, query }) {
      const guildId = params.guild ?? '';
      if (params.app !== app.id) return refusals.unknownApplication;
      if (guildId !== '' && !parties.guilds.some(({ id, installed }) => id === guildId && installed)) {
        return refusals.missingAccess;
      }
      if (route.startsWith('POST')) {
        const body = isObject(json) ? json : {};
        return checked(commandFindings(json, guildId === ''), () => create(guildId, body));
      }
      if (route.startsWith('PUT')) {
        const bodies = listAt(json).filter(isObject);
        return checked(listFindings(json, guildId === ''), () => keep(guildId, bodies, []));
      }
      return ok(query.get('with_localizations') === 'true' ? at(guildId) : at(guildId).map(unlocalized));
    },
  };
}

function isCrowded(commands: readonly RegisteredCommand[]): boolean {
  return mostOfType.some((most, index) => commands.filter(({ type }) => type === index + 1).length > most);
}

/** Of a whole list that shall replace another. */
function listFindings(list: unknown, global: boolean): Finding[] {
  if (!Array.isArray(list)) return [{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Is no list' }];
  const twice = list.flatMap((one, index) => {
    const before = list
      .slice(0, index)
      .some((other) => isObject(one) && isObject(other) && isSame(other, one));
    return before ? [{ path: [String(index)], ...duplicate }] : [];
  });
  return [...list.flatMap((one, index) => commandFindings(one, global, [String(index)])), ...twice];
}

interface Place {
  readonly before: readonly RegisteredCommand[];
  readonly appId: string;
  readonly guildId: string;
}

function isSame(one: Json, other: Json): boolean {
  return one.name === other.name && (one.type ?? 1) === (other.type ?? 1);
}

/** A command keeps its id for as long as its name and type stay, and its version until something changes. */
function settle(body: Json, { before, appId, guildId }: Place): RegisteredCommand {
  const old = before.find((one) => isSame(one, body));
  const id = old?.id ?? snowflake();
  const contexts = body.contexts ?? null;
  const global = {
    dm_permission: contexts === null ? body.dm_permission !== false : listAt(contexts).includes(1),
    contexts,
    integration_types: body.integration_types ?? [0],
  };
  const options = listAt(body.options).filter(isObject).map(settledOption);
  const made = {
    id,
    application_id: appId,
    version: old?.version ?? snowflake(),
    default_member_permissions: body.default_member_permissions ?? null,
    type: Number(body.type ?? 1),
    name: String(body.name),
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    ...(guildId === '' ? global : { guild_id: guildId }),
    ...(options.length === 0 ? {} : { options }),
    nsfw: body.nsfw ?? false,
  };
  return old === undefined || JSON.stringify(old) === JSON.stringify(made)
    ? made
    : { ...made, version: snowflake() };
}

/** Discord leaves out of an option what is false or empty, and orders its fields. */
function settledOption(option: Json): Json {
  const { type, name, description, required, autocomplete, options, choices, ...more } = option;
  const inner = listAt(options).filter(isObject).map(settledOption);
  const offered = listAt(choices).filter(isObject);
  return {
    type,
    name,
    name_localizations: option.name_localizations ?? null,
    description,
    description_localizations: option.description_localizations ?? null,
    ...(required === true ? { required } : {}),
    ...(autocomplete === true ? { autocomplete } : {}),
    ...Object.fromEntries(Object.entries(more).filter(([field]) => !field.endsWith('_localizations'))),
    ...(offered.length === 0 ? {} : { choices: offered.map(settledChoice) }),
    ...(inner.length === 0 ? {} : { options: inner }),
  };
}

function settledChoice({ name, value, name_localizations = null }: Json): Json {
  return { name, name_localizations, value };
}

function unlocalized(part: Json): Json {
  const own = Object.entries(part).filter(([field]) => !/^(name|description)_localizations$/.test(field));
  const inner = own.map(([field, value]) => [
    field,
    field === 'options' || field === 'choices' ? listAt(value).filter(isObject).map(unlocalized) : value,
  ]);
  return Object.fromEntries(inner);
}
