import { type Button, type Message, message, quiet } from '../chat/reply.ts';
import type { MarkKind } from '../study/marks.ts';
import type { Deps } from './deps.ts';
import type { Asking } from './done-day.ts';
import { type Finishable, titleOf } from './done-item.ts';
import { markOnce } from './done-mark.ts';
import { markButton, type Next, topicOf, whatNext } from './done-next.ts';
import { type PressedPost, postAfter } from './done-post.ts';
import { type Done, doneBy, stepsDone, topicsDone } from './done-progress.ts';
import { listButton, saidBlocks, shownOf } from './done-said.ts';

/** What is marked. Without `one` the catalog no longer has it. */
export interface Markable {
  item: string;
  title: string;
  one?: Finishable;
  /** What else goes by the name that was typed. */
  also?: readonly Finishable[];
  /** Where it was pressed. */
  post?: PressedPost;
}

/**
 * Marks it, unless it is marked, and says what that means and what comes next. A post that it was pressed on shows how many have.
 *
 * @throws {StoreError}
 */
export async function markReply(
  what: Markable,
  { kind, ...asking }: Asking & { kind: MarkKind },
  deps: Deps,
): Promise<Message> {
  const before = await doneBy(asking.caller, deps);
  const at = await markOnce({ names: namesOf(what), kind }, asking, deps);
  const topic = what.one && topicOf(what.one, deps)?.title;
  const earlier = kind === 'done' && at === undefined ? before.get(what.item) : undefined;
  const said = saidBlocks(
    {
      kind,
      title: what.title,
      before: at,
      ...(earlier === undefined ? {} : { elsewhere: earlier }),
      isStep: what.item.startsWith('step:'),
      ...(topic === undefined ? {} : { topic }),
    },
    asking,
  );
  const done: Done =
    kind === 'done' && !before.has(what.item) ? new Map([[what.item, asking.now], ...before]) : before;
  const next = nextBlocks(what, { kind, done }, deps);
  if (what.post === undefined) return message(...said, ...next);
  const { original, counts } = await postAfter(what.post, deps);
  // Done below Check yourself stands on a private message, from where nobody can change the post.
  const here = counts === '' ? undefined : quiet(`In this channel by now: ${counts}.`);
  return { ...message(...said, here, ...next), original };
}

/** A mark under a former id of an entry is one of the same. */
function namesOf({ item, one }: Markable): [string, ...string[]] {
  const former = one?.type === 'resource' ? one.resource.formerly : [];
  return [item, ...former.map((id) => `resource:${id}`)];
}

function nextBlocks(
  what: Markable,
  { kind, done }: { kind: MarkKind; done: Done },
  deps: Deps,
): Message['blocks'] {
  const mark = kind === 'done' ? 'This is done too' : 'Mark this as done';
  // What is kept for another day leads nowhere yet.
  const { blocks, buttons }: Next =
    kind === 'save' ? { blocks: [], buttons: [] } : whatNext(what.one, { done, mark }, deps);
  const counts =
    kind === 'done'
      ? [what.one?.type === 'step' ? stepsDone(what.one.topic, done) : undefined, topicsDone(done, deps)]
      : [];
  return [
    ...counts.filter((block) => block !== undefined),
    ...blocks,
    { type: 'actions', buttons: [...buttons, ...others(what.also ?? [], deps), listButton(shownOf(kind))] },
  ];
}

function others(also: readonly Finishable[], deps: Deps): Button[] {
  return also
    .slice(0, 2)
    .map((one) =>
      markButton(one, `Or mark the ${one.type === 'resource' ? 'entry' : one.type} ${titleOf(one, deps)}`),
    );
}
