import { afterAll, beforeAll, expect } from 'vitest';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from '../../support/discord/discord.ts';
import type { Exchange } from '../../support/discord/exchange.ts';
import type { Channel, Person } from '../../support/discord/parties.ts';
import type { People } from '../../support/discord/people.ts';
import type { ShownMessage } from '../../support/discord/timeline.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';

export interface SceneOptions extends ConnectOptions {
  loopback?: DiscordOptions;
  /** Troubles are the matter of these tests, so that the log may tell of them. */
  troubled?: boolean;
}

/** A Discord with the bot on it, and short words for what people do there. */
export interface Scene {
  readonly loopback: LoopbackDiscord;
  readonly connected: Connected;
  readonly people: People;
  person(name: string): Person;
  channel(name: string): Channel;
  /** Uses a command, and gives the answer. */
  ask(
    name: string,
    command: string,
    values?: Record<string, string | number | boolean>,
    channel?: string,
  ): Promise<ShownMessage>;
  /** Presses a button, and gives what came of it. */
  press(name: string, message: ShownMessage, button: string): Promise<Exchange>;
}

/** For the top of a test file or of a `describe`: it is there for the tests, and in the end Discord had nothing to object. */
export function scene({ loopback: options = {}, troubled = false, ...how }: SceneOptions = {}): Scene {
  let loopback: LoopbackDiscord;
  let connected: Connected;
  beforeAll(async () => {
    loopback = await startDiscord(options);
    connected = await connect(loopback, how);
  });
  afterAll(async () => {
    await connected.stop();
    await loopback.close();
    expect(loopback.breaches).toEqual([]);
    const told = connected.logged.filter(
      (line) => !/^Discord is connected|^the commands are registered/.test(line),
    );
    if (!troubled) expect(told).toEqual([]);
  });
  return {
    get loopback() {
      return loopback;
    },
    get connected() {
      return connected;
    },
    get people() {
      return connected.people;
    },
    person: (name) => loopback.person(name),
    channel: (name) => loopback.channel(name),
    async ask(name, command, values = {}, channel = 'general') {
      const where = { channel: loopback.channel(channel), name: 'mlops' };
      const asked = await connected.people.slash(loopback.person(name), command, values, where);
      return shownBy(await asked.settled());
    },
    async press(name, message, button) {
      return (await connected.people.press(loopback.person(name), message, button)).settled();
    },
  };
}

export function shownBy(exchange: Exchange): ShownMessage {
  const shown = exchange.shown();
  if (shown === undefined) throw new Error('nothing is shown');
  return shown;
}
