import { type Changes, createChanges } from '../slack/changes.ts';
import { closeServer, listen } from '../slack/front.ts';
import { type Answer, ok } from './answers.ts';
import { serveCallback } from './callbacks.ts';
import { createChannelRoutes } from './channel-routes.ts';
import { type Commands, createCommands, type RegisteredCommand } from './commands.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFront, type Incoming } from './front.ts';
import { createGateway, type Gateway, type GatewayDoor } from './gateway.ts';
import { createGlobalLimit } from './global-limit.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import { type Call, createJournal, tailOf } from './journal.ts';
import { type App, type Channel, createParties, type Guild, type Parties, type Person } from './parties.ts';
import type { Route } from './routes.ts';
import { createTimeline, type ShownMessage, type Timeline } from './timeline.ts';
import { serveWebhook } from './webhooks.ts';
import { wireApplication, wireBot } from './wire-objects.ts';

export interface DiscordOptions {
  people?: readonly string[];
  /** Those who may Manage Messages in every guild; by default the first of the people. */
  moderators?: readonly string[];
  /** Requests with the bot token within a second, by however many processes; by default any number. Discord takes 50. */
  perSecond?: number;
  /** Monotonic milliseconds: the ages of interactions, tokens, nonces, limits and identifies. */
  clock?: () => number;
  /** What GET /gateway/bot recommends. */
  shards?: number;
  /** Identifies within 5 s. A small bot has 1; more lets a test start several clients. */
  maxConcurrency?: number;
  heartbeatMs?: number;
}

/** A Discord on 127.0.0.1. */
export interface LoopbackDiscord extends Faults {
  /** For discord.js' `rest.api`; it adds the version. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly applicationId: string;
  readonly botUser: { readonly id: string; readonly username: string };
  readonly clock: () => number;
  person(name: string): Person;
  /** school and club (the app is installed; on one shard each of two), or friends (it is not). */
  guild(name: string): Guild;
  /**
   * In school: general, elsewhere, readonly (the bot may not write), forgetful (no Read Message History), unthreaded (no Create
   * Public Threads), hidden (the bot does not see it), news (announcements), lounge (voice), ideas (forum), pictures (media); under
   * general the threads reading, resting (archived), locked (archived, too) and quiet (the bot may not write); and whatever
   * thread was opened since, by its name. clubhouse (club), lobby (friends), and pair (between the first two people).
   */
  channel(name: string): Channel;
  dmOf(person: Person): Channel;
  /** Commands of a guild alone, or the global ones. */
  registered(guild?: Guild): readonly RegisteredCommand[];
  /**
   * What Discord refused for how it was made or when it came, and what it would take otherwise than it was meant. What an app
   * cannot know before (a channel that is not there or closed to it, a message that is gone) is refused and stands not here.
   */
  readonly breaches: string[];
  readonly calls: readonly Call[];
  callsOf(route: Route | 'unknown'): Call[];
  readonly gateway: Gateway;
  /** The app's messages that everybody in the channel sees; with a reader also those for that one person. */
  messages(channel: Channel, reader?: Person): ShownMessage[];
  until(predicate: () => boolean, ms?: number): Promise<void>;
  /** From now on the bot token is refused, by REST and by the gateway. */
  revokeToken(): void;
  /** For the driver in people.ts. */
  readonly stage: Stage;
  close(): Promise<void>;
}

/** What the people act through. */
interface Stage {
  readonly parties: Parties;
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly timeline: Timeline;
  readonly changes: Changes;
  dispatch: GatewayDoor['dispatch'];
}

export async function startDiscord(options: DiscordOptions = {}): Promise<LoopbackDiscord> {
  const { clock = () => performance.now(), people = ['ada', 'grace', 'mary'] } = options;
  const { maxConcurrency = 16, heartbeatMs = 41_250, perSecond = Number.POSITIVE_INFINITY } = options;
  const parties = createParties(people, options.moderators ?? people.slice(0, 1));
  const { app } = parties;
  const changes = createChanges();
  const journal = createJournal(clock, changes);
  const { next, ...faults } = createFaults(clock);
  const breaches: string[] = [];
  const note = (...found: readonly string[]) => {
    breaches.push(...found);
    if (found.length > 0) changes.notify();
  };
  const access = createAccess(app);
  const interactions = createInteractions(clock);
  const timeline = createTimeline(changes);
  const commands = createCommands({ parties, changes, note });
  const behind = { ...{ app, parties, interactions, timeline, changes, clock, commands, note, ...access } };
  const work = createWork({ ...behind, maxConcurrency, shards: options.shards ?? 1 });
  const { refuse } = createGlobalLimit(perSecond, clock);
  const server = createFront({ journal, next, refuse, note, work, admits: access.admitsHeader });
  const door = createGateway({ ...behind, server, maxConcurrency, heartbeatMs });
  access.open(await listen(server));
  const close = async () => {
    door.end();
    await closeServer(server);
    changes.close();
  };
  return {
    ...faults,
    ...{ breaches, clock, close, calls: journal.calls, gateway: door.gateway, ...parties.everyone },
    ...{ applicationId: app.id, botUser: app.user, botToken: app.token, apiUrl: `${access.address()}/api` },
    registered: commands.registered,
    callsOf: (route) => journal.calls.filter((call) => call.route === route),
    messages: ({ id }, reader) =>
      timeline.in(id, reader?.id).filter(({ origin }) => origin.author === undefined),
    until: (predicate, ms = 5000) =>
      changes.until(predicate, ms, () => `${predicate}\nThe last calls were:\n${tailOf(journal.calls)}`),
    revokeToken: access.revoke,
    stage: { parties, commands, interactions, timeline, changes, dispatch: door.dispatch },
  };
}

/** Where this Discord is, and whom it lets in. */
function createAccess({ token: own }: App) {
  let base = '';
  let revoked = false;
  const admits = (token: unknown) => !revoked && token === own;
  return {
    admits,
    admitsHeader: (header: string | undefined) => admits(/^Bot (.+)$/.exec(header ?? '')?.[1]),
    address: () => base,
    open(url: string) {
      base = url;
    },
    revoke() {
      revoked = true;
    },
  };
}

interface Behind {
  readonly app: Parties['app'];
  readonly parties: Parties;
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly timeline: Timeline;
  readonly changes: Changes;
  readonly maxConcurrency: number;
  readonly shards: number;
  readonly clock: () => number;
  readonly address: () => string;
  note(...breaches: readonly string[]): void;
}

/** Leads each route to what serves it. */
function createWork(behind: Behind): (incoming: Incoming) => Answer {
  const { app, commands, maxConcurrency, shards, address } = behind;
  const channels = createChannelRoutes(behind);
  return (incoming) => {
    const [, area] = incoming.route.split('/');
    switch (area) {
      case 'gateway': {
        const limit = {
          total: 1000,
          remaining: 1000,
          reset_after: 14_400_000,
          max_concurrency: maxConcurrency,
        };
        return ok({ url: `${address().replace('http', 'ws')}/gateway`, shards, session_start_limit: limit });
      }
      case 'applications':
        return incoming.route === 'GET /applications/@me'
          ? ok(wireApplication(app))
          : commands.serve(incoming);
      case 'interactions':
        return serveCallback(behind, incoming);
      case 'webhooks':
        return serveWebhook(behind, incoming);
      default:
        return incoming.route === 'GET /users/@me' ? ok(wireBot(app)) : channels.serve(incoming);
    }
  };
}
