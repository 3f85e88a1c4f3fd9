import { afterAll, beforeAll, expect } from 'vitest';
import type { People } from '../../support/slack/people.ts';
import type { ShownMessage } from '../../support/slack/timeline.ts';
import type { View } from '../../support/slack/views.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../support/slack/workspace.ts';
import { type Connected, type ConnectOptions, connect } from './connected.ts';
import { answerOf, only } from './seen.ts';

export interface SceneOptions extends ConnectOptions {
  workspace?: WorkspaceOptions;
  /** Troubles are the matter of these tests, so that the log may tell of them. */
  troubled?: boolean;
}

/** A workspace with the bot in it, and short words for what people do there. */
export interface Scene {
  readonly workspace: Workspace;
  readonly connected: Connected;
  readonly people: People;
  /** Types a command, and gives the answer. */
  ask(name: string, line: string, channel?: string): Promise<ShownMessage>;
  /** Presses a button, and gives the one message that came of it. */
  press(name: string, message: ShownMessage, button: string): Promise<ShownMessage>;
  /** The modal on top, once `count` of them are open. */
  modal(name: string, count?: number): Promise<View>;
  /** The messages of the bot in that person's direct messages, once there are `count`. */
  direct(name: string, count: number): Promise<readonly ShownMessage[]>;
}

/** For the top of a test file or of a `describe`: it is there for the tests, and in the end Slack had nothing to object. */
export function scene({ workspace: options = {}, troubled = false, ...how }: SceneOptions = {}): Scene {
  let workspace: Workspace;
  let connected: Connected;
  beforeAll(async () => {
    workspace = await startWorkspace(options);
    connected = await connect(workspace, how);
  });
  afterAll(async () => {
    await connected.stop();
    await workspace.close();
    expect(workspace.breaches).toEqual([]);
    const told = connected.logged.filter((line) => !/^Slack is connected|^connected to Slack/.test(line));
    if (!troubled) expect(told).toEqual([]);
  });
  return {
    get workspace() {
      return workspace;
    },
    get connected() {
      return connected;
    },
    get people() {
      return connected.people;
    },
    async ask(name, line, channel = 'general') {
      const where = { channel: workspace.channel(channel) };
      return answerOf(await connected.people.slash(workspace.person(name), line, where));
    },
    async press(name, message, button) {
      return only(await (await connected.people.press(workspace.person(name), message, button)).until(1));
    },
    async modal(name, count = 1) {
      const person = workspace.person(name);
      await workspace.until(() => workspace.views(person).length === count);
      return only(workspace.views(person).slice(-1));
    },
    async direct(name, count) {
      const channel = workspace.dmOf(workspace.person(name));
      await workspace.until(() => workspace.messages(channel).length >= count);
      return workspace.messages(channel);
    },
  };
}
