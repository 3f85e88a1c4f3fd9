import { createActing } from './acting.ts';
import { createEvents, type EventActs } from './events.ts';
import { createMessageActs, type MessageActs } from './message-acts.ts';
import type { Transport } from './transport.ts';
import { createViewActs, type ViewActs } from './view-acts.ts';
import type { Workspace } from './workspace.ts';

/** What the people of a workspace do with the app. Each act throws where Slack itself would not let them do it. */
export type People = MessageActs & ViewActs & EventActs;

/** Drives an app that Slack reaches by HTTP at `url`, or one that is connected over Socket Mode. */
export function createPeople(workspace: Workspace, transport: Transport): People {
  const acting = createActing(workspace, transport);
  return { ...createMessageActs(acting), ...createViewActs(acting), ...createEvents(acting) };
}
