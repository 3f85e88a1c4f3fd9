import type { Message } from '../chat/reply.ts';
import { type Content, readContent } from '../daily/content.ts';
import { countLine } from '../daily/lines.ts';
import { postMessage } from '../daily/post.ts';
import { countMarks } from '../store/marks.ts';
import { findPost } from '../store/posts.ts';
import { subscriptionsById } from '../store/subscriptions.ts';
import type { Deps } from './deps.ts';

/** The daily post that somebody pressed a button of. */
export interface PressedPost {
  id: string;
  content: Content;
  /** Where its marks are counted; a person's own has none. */
  channel?: { workspace: string; channel: string };
}

/** Undefined for one that is no longer kept, or that cannot be read. @throws {StoreError} */
export async function pressedPost(id: string, { store }: Deps): Promise<PressedPost | undefined> {
  if (id === '') return undefined;
  return store.read(async (db) => {
    const post = await findPost(db, id);
    const content = post?.pick === undefined ? undefined : readContent(post.pick);
    if (post === undefined || content === undefined) return undefined;
    const [subscription] = await subscriptionsById(db, [post.subscriptionId]);
    const target = subscription?.target;
    if (target?.type !== 'channel') return { id, content };
    return { id, content, channel: { workspace: target.workspace, channel: target.channel } };
  });
}

export interface PostAfter {
  /** The post as all see it from now on, with how many have said what of it. */
  original: Message;
  /** "3 done · 1 later"; empty for a person's own. */
  counts: string;
}

/** @throws {StoreError} */
export async function postAfter(
  { id, content, channel }: PressedPost,
  { store, about }: Deps,
): Promise<PostAfter> {
  const { commandName } = about;
  if (channel === undefined) return { original: postMessage(content, { id, commandName }), counts: '' };
  const tally = await store.read((db) => countMarks(db, channel, content.item));
  return { original: postMessage(content, { id, tally, commandName }), counts: countLine(tally) };
}
