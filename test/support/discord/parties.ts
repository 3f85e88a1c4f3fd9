import { snowflake } from './snowflake.ts';

/** Somebody who uses Discord. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly global_name: string;
  /** Holds Manage Messages in every guild. */
  readonly moderates: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  /** The bot is a member. Elsewhere people can only use the app that they have installed for themselves. */
  readonly installed: boolean;
}

/** A place to talk: in a guild, between the bot and one person, or between people. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'guild' | 'botDm' | 'private';
  readonly type: number;
  readonly guild?: Guild;
  /** Ids of the only people who are there; everybody, if there are none. */
  readonly members?: readonly string[];
  /** What the bot may do. */
  readonly sees: boolean;
  readonly writes: boolean;
  readonly readsHistory: boolean;
  readonly opensThreads: boolean;
  /** Of a thread. */
  readonly thread?: Thread;
}

export interface Thread {
  /** Id of the channel that it hangs under. */
  readonly parent: string;
  /** The next message opens it again, unless it is locked. */
  readonly archived: boolean;
  readonly locked: boolean;
}

/** discord.com/developers/docs/resources/channel#channel-object-channel-types */
export const channelTypes = {
  ...{ text: 0, dm: 1, voice: 2, group: 3, announcement: 5, announcementThread: 10, thread: 11 },
  ...{ forum: 15, media: 16 },
};

/** The app and its bot. Their ids are the same, as with all apps since 2016. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly user: { readonly id: string; readonly username: string };
  readonly token: string;
}

export interface Parties {
  readonly app: App;
  readonly people: readonly Person[];
  readonly guilds: readonly Guild[];
  readonly channels: readonly Channel[];
  /** From now on there is this channel, too. */
  open(channel: Channel): void;
  readonly everyone: {
    person(name: string): Person;
    guild(name: string): Guild;
    channel(name: string): Channel;
    dmOf(person: Person): Channel;
  };
}

/** An even and an odd millisecond: with two shards the guilds are on one each. */
const schoolDay = Date.UTC(2021, 8, 1);
const clubDay = Date.UTC(2022, 2, 1) + 1;
const friendsDay = Date.UTC(2023, 5, 1);
const all = { sees: true, writes: true, readsHistory: true, opensThreads: true };
const none = { sees: false, writes: false, readsHistory: false, opensThreads: false };

export function createParties(names: readonly string[], moderators: readonly string[] = []): Parties {
  const people = names.map((username, index) => ({
    id: snowflake(Date.UTC(2018, index, 3)),
    username,
    global_name: username.replace(/^./, (first) => first.toUpperCase()),
    moderates: moderators.includes(username),
  }));
  const guilds = [
    { id: snowflake(schoolDay), name: 'school', installed: true },
    { id: snowflake(clubDay), name: 'club', installed: true },
    { id: snowflake(friendsDay), name: 'friends', installed: false },
  ];
  const channels = channelsOf(guilds, people);
  const everyone: Parties['everyone'] = {
    person: (name) => found(people, 'username', name),
    guild: (name) => found(guilds, 'name', name),
    channel: (name) => found(channels, 'name', name),
    dmOf: ({ username }) => found(channels, 'name', `dm-${username}`),
  };
  return { app: appOf(), people, guilds, channels, everyone, open: (channel) => channels.push(channel) };
}

type Rights = Pick<Channel, 'sees' | 'writes' | 'readsHistory' | 'opensThreads'>;

function channelsOf(guilds: readonly Guild[], people: readonly Person[]): Channel[] {
  const inGuild = (name: string, guildName: string, may: Rights, type = channelTypes.text): Channel => {
    const guild = found(guilds, 'name', guildName);
    return { id: snowflake(), name, kind: 'guild', type, guild, ...may };
  };
  const between = (name: string, kind: 'botDm' | 'private', members: readonly Person[]): Channel => {
    const [type, may] = kind === 'botDm' ? [channelTypes.dm, all] : [channelTypes.group, none];
    return { id: snowflake(), name, kind, type, members: members.map(({ id }) => id), ...may };
  };
  const general = inGuild('general', 'school', all);
  const thread = (name: string, state: Partial<Thread> = {}, may: Rights = all): Channel => ({
    ...inGuild(name, 'school', may, channelTypes.thread),
    thread: { parent: general.id, archived: false, locked: false, ...state },
  });
  return [
    general,
    inGuild('elsewhere', 'school', all),
    inGuild('readonly', 'school', { ...all, writes: false }),
    inGuild('forgetful', 'school', { ...all, readsHistory: false }),
    inGuild('unthreaded', 'school', { ...all, opensThreads: false }),
    inGuild('hidden', 'school', none),
    inGuild('news', 'school', all, channelTypes.announcement),
    inGuild('lounge', 'school', all, channelTypes.voice),
    inGuild('ideas', 'school', all, channelTypes.forum),
    inGuild('pictures', 'school', all, channelTypes.media),
    thread('reading'),
    thread('resting', { archived: true }),
    thread('locked', { archived: true, locked: true }),
    thread('quiet', {}, { ...all, writes: false }),
    inGuild('clubhouse', 'club', all),
    inGuild('lobby', 'friends', none),
    ...people.map((person) => between(`dm-${person.username}`, 'botDm', [person])),
    between('pair', 'private', people.slice(0, 2)),
  ];
}

function appOf(): App {
  const id = snowflake(Date.UTC(2024, 3, 2));
  const secret = 'GLoopB.loopback-discord-bot-token-00000000000';
  return {
    id,
    name: 'companion',
    user: { id, username: 'companion' },
    token: `${Buffer.from(id).toString('base64url')}.${secret}`,
  };
}

function found<Field extends 'name' | 'username', One extends Readonly<Record<Field, string>>>(
  among: readonly One[],
  field: Field,
  name: string,
): One {
  const one = among.find((each) => each[field] === name);
  if (one === undefined) {
    throw new Error(`nothing is called ${name}: ${among.map((each) => each[field]).join(', ')}`);
  }
  return one;
}
