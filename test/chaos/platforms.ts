import type { Target } from '../../src/chat/poster.ts';
import { type LoopbackDiscord, startDiscord } from '../support/discord/discord.ts';
import { snowflake } from '../support/discord/snowflake.ts';
import { startWorkspace, type Workspace } from '../support/slack/workspace.ts';

/** A chat on this machine with many channels, and what arrived there. */
export interface Place {
  platform: 'discord' | 'slack';
  /** Adds a channel that the bot may write in. */
  open(name: string): Promise<Target & { type: 'channel' }>;
  /** How many messages of the bot stand in a channel. */
  arrived(target: Target): number;
  /** Requests to post so far. */
  attempts(): number;
  /** Spoils some of the next requests. */
  trouble(random: () => number): void;
  /** What the chat refused for how it was made, and requests that came too early. */
  complaints(): string[];
  close(): Promise<void>;
}

const posting = { discord: 'POST /channels/:channel/messages', slack: 'chat.postMessage' } as const;

export async function startDiscordPlace(perSecond: number): Promise<Place & { server: LoopbackDiscord }> {
  const server = await startDiscord({ perSecond });
  const guild = server.guild('school');
  return {
    server,
    platform: 'discord',
    async open(name) {
      const id = snowflake();
      const rights = { sees: true, writes: true, readsHistory: true, opensThreads: true };
      server.stage.parties.open({ id, name, kind: 'guild', type: 0, guild, ...rights });
      return { type: 'channel', workspace: guild.id, channel: id };
    },
    arrived: (target) => countIn(target, (id) => server.stage.timeline.in(id).length),
    attempts: () => server.callsOf(posting.discord).length,
    trouble(random) {
      const chance = random();
      // Two of three are lost answers, the worst that can happen.
      if (chance < 0.66) server.fail(posting.discord, { status: 0, applied: true });
      else if (chance < 0.8) server.fail(posting.discord, { status: 503, applied: random() < 0.5 });
      else server.fail(posting.discord, { status: 429, retryAfter: 0.3 });
    },
    complaints: () => server.breaches,
    close: () => server.close(),
  };
}

export async function startSlackPlace(): Promise<Place & { server: Workspace }> {
  const server = await startWorkspace();
  const ada = server.person('ada');
  const { emulated, timeline } = server.stage;
  return {
    server,
    platform: 'slack',
    async open(name) {
      const id = await emulated.create(ada, name);
      return { type: 'channel', workspace: server.app.team.id, channel: id };
    },
    arrived: (target) => countIn(target, (id) => timeline.in(id).length),
    attempts: () => server.callsOf(posting.slack).length,
    trouble(random) {
      const chance = random();
      if (chance < 0.66) server.break(posting.slack, 'reset', 1, { applied: true });
      else if (chance < 0.8) server.break(posting.slack, 500, 1, { applied: random() < 0.5 });
      else server.fail(posting.slack, 'ratelimited');
    },
    complaints: () => server.breaches,
    close: () => server.close(),
  };
}

function countIn(target: Target, count: (id: string) => number): number {
  return target.type === 'channel' ? count(target.channel) : 0;
}
