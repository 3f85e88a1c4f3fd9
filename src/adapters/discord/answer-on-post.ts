import type { Answer } from '../../chat/dispatch.ts';
import type { Desk } from './desk.ts';
import { responses } from './limits.ts';
import { type DiscordMessage, type DiscordRendered, renderMessage } from './render.ts';
import { asMessage, excuse, firstPauses, laterPauses, shownTo } from './shown.ts';
import { tell } from './tell.ts';
import type { Turn } from './turn.ts';

/**
 * An answer to a press on a message that the bot had written by itself may have two halves: what that message becomes for all, and
 * what the one who pressed is told. Neither waits for the other to be well.
 */
export type Halves = Answer & { post: DiscordRendered<DiscordMessage> };

/** Undefined when the answer leaves the message as it is. One that cannot be rendered must not become an apology for all. */
export function halvesOf(desk: Desk, { post }: Turn, answer: Answer): Halves | undefined {
  const { reply } = answer;
  if (post === undefined || reply.type !== 'message' || reply.original === undefined) return undefined;
  const { calls } = post;
  try {
    const rendered = renderMessage(reply.original, 'channel', calls === undefined ? undefined : { calls });
    return { ...answer, post: rendered };
  } catch (error) {
    desk.note(error, 'a message that was pressed on');
    return undefined;
  }
}

/** Changes the message as the first answer, and tells the rest after it; that comes first when Discord does not take the change. */
export async function sayBoth(desk: Desk, turn: Turn, halves: Halves): Promise<void> {
  const { ref } = turn;
  const { payload: data, files } = halves.post;
  const update = { type: responses.update, data } as const;
  const changed = await tell(desk, () => desk.api.respond(ref, update, files), firstPauses);
  if (changed === 'said' || changed === 'repeated') return sayMore(desk, turn, halves);
  const rest = restOf(desk, turn, halves);
  const first = { type: responses.message, data: rest.payload } as const;
  const said = await tell(desk, () => desk.api.respond(ref, first, rest.files), firstPauses);
  // The change did arrive, and only its receipt was lost.
  if (said === 'repeated') return sayMore(desk, turn, halves);
  if (said !== 'refused') return;
  const excused = { type: responses.message, data: excuse(desk, 'private', turn) } as const;
  await tell(desk, () => desk.api.respond(ref, excused));
}

/** After Discord was told to leave the message as it is for now. */
export async function sayBothLater(desk: Desk, turn: Turn, answer: Answer): Promise<void> {
  const post = halvesOf(desk, turn, answer)?.post;
  const change = async () => {
    if (post !== undefined)
      await tell(desk, () => desk.api.edit(turn.ref, post.payload, post.files), laterPauses);
  };
  await Promise.all([change(), sayMore(desk, turn, answer)]);
}

async function sayMore(desk: Desk, turn: Turn, answer: Answer): Promise<void> {
  const { payload, files } = restOf(desk, turn, answer);
  const said = await tell(desk, () => desk.api.followUp(turn.ref, payload, files), laterPauses);
  if (said !== 'refused') return;
  const data = excuse(desk, 'private', turn);
  await tell(desk, () => desk.api.followUp(turn.ref, data));
}

function restOf(desk: Desk, turn: Turn, answer: Answer): DiscordRendered<DiscordMessage> {
  const { shown, visibility } = asMessage(answer);
  return shownTo(desk, visibility, { shown, turn });
}
