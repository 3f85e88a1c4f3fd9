import { createPoster } from '../../../src/adapters/slack/poster.ts';
import type { Refusal } from '../../../src/adapters/slack/trouble.ts';
import type { Identity } from '../../../src/adapters/slack/web.ts';
import { createInFlight } from '../../../src/chat/in-flight.ts';
import type { Poster, Target } from '../../../src/chat/poster.ts';
import type { Workspace } from '../../support/slack/workspace.ts';

/** A poster in a loopback workspace, without the rest of the bot. */
export interface Posting {
  poster: Poster;
  /** What Slack said when it took the token no longer. */
  lockedOut: Refusal[];
  logged: string[];
  /** A channel by its name, or the direct messages of a person. */
  to(name: string): Target;
  toPerson(name: string): Target;
  /** Until what goes on after an attempt is over. */
  settled(): Promise<unknown>;
}

export function posterIn(
  workspace: Workspace,
  {
    apiUrl = workspace.apiUrl,
    me = () => identityIn(workspace),
  }: { apiUrl?: string; me?: () => Identity | undefined } = {},
): Posting {
  const lockedOut: Refusal[] = [];
  const logged: string[] = [];
  const write = (_: object, said: string) => void logged.push(said);
  const inFlight = createInFlight();
  const poster = createPoster({
    settings: { botToken: workspace.botToken, apiUrl },
    log: { debug() {}, info: write, warn: write, error: write },
    clock: () => performance.now(),
    me,
    onLockedOut: (refusal) => lockedOut.push(refusal),
    track: inFlight.track,
  });
  const { id } = workspace.app.team;
  return {
    poster,
    lockedOut,
    logged,
    to: (name) => ({ type: 'channel', workspace: id, channel: workspace.channel(name).id }),
    toPerson: (name) => ({ type: 'person', workspace: id, person: workspace.person(name).id }),
    settled: inFlight.settled,
  };
}

export function identityIn({ app }: Workspace): Identity {
  return {
    workspace: app.team.id,
    botId: app.botId,
    userId: app.botUserId,
    name: app.botName,
    scopes: app.scopes,
    url: 'https://study-circle.slack.com/',
  };
}
