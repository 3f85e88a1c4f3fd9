import type { Catalog } from '../../src/catalog/model.ts';
import type { Action } from '../../src/chat/action.ts';
import type { Access, Caller } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import { message, text } from '../../src/chat/reply.ts';
import { toText } from '../../src/chat/text.ts';
import { whoseOf } from '../../src/commands/daily-whose.ts';
import { type Content, writeContent } from '../../src/daily/content.ts';
import { changeSubscription, type Subscription, subscriptionFor } from '../../src/store/subscriptions.ts';
import type { PostState } from '../../src/store/tables.ts';
import { start } from '../../src/study/cursor.ts';
import { actionsOf } from '../contract/walk.ts';
import { perFile } from '../support/lifetime.ts';
import { somebody, store } from './somebody.ts';

/** A Thursday; in Europe clocks go back on the Sunday after it. */
export const thursday = Temporal.Instant.from('2026-10-22T12:00:00Z');
const counts = perFile(() => ({ channels: 0, posts: 0 }));

interface Scene {
  platform?: 'discord' | 'slack';
  /** Another one in the channel of somebody. */
  beside?: { caller: Caller };
  name?: string;
  kind?: 'channel' | 'thread' | 'direct' | 'other';
  zone?: string | undefined;
  defaultZone?: string;
  may?: boolean;
  access?: Access;
  keptIn?: typeof store;
  catalog?: Catalog;
}

/** Somebody in a channel of their own, with a bot whose clock stands on a Thursday. */
export function member(scene: Scene = {}) {
  const { platform = 'slack', beside, name = 'Ada', kind = 'channel', may = true } = scene;
  const number = ++counts().channels;
  const zone = 'zone' in scene ? scene.zone : 'Europe/Berlin';
  const channel = `${kind === 'direct' ? 'D' : 'C'}${number}`;
  const here = { platform, workspace: 'T1', channel, kind, name: '#general' } as const;
  const asked = { may: 0, zone: 0 };
  const rights = { may, access: scene.access ?? { lacks: [] } };
  let woken = 0;
  const one = somebody({
    ...(scene.keptIn === undefined ? {} : { keptIn: scene.keptIn }),
    ...(scene.catalog === undefined ? {} : { catalog: scene.catalog }),
    daily: {
      ...(scene.defaultZone === undefined ? {} : { defaultZone: scene.defaultZone }),
      wake: () => {
        woken += 1;
      },
    },
    caller: {
      person: { platform, id: platform === 'slack' ? `T1/U${number}` : `9${number}` },
      name,
      place: beside?.caller.place ?? here,
      may: async () => {
        asked.may += 1;
        return rights.may ? { may: true } : { may: false, says: message(text('Not you: ask Grace.')) };
      },
      findZone: async () => {
        asked.zone += 1;
        return zone;
      },
      access: async () => rights.access,
    },
  });
  one.time.now = thursday;
  const { caller } = one;
  return {
    ...one,
    asked,
    rights,
    woken: () => woken,
    subscription: (whose?: 'me') => subscriptionOf(caller, whose),
    read: async (line: string) => toText((await one.type(line)).reply),
  };
}

export async function subscriptionOf(caller: Caller, asked?: 'me') {
  const whose = whoseOf(caller, asked);
  if (whose === undefined) throw new Error('there is no place');
  return store.read((db) => subscriptionFor(db, whose));
}

export const readable = ({ reply }: Pick<Answer, 'reply'>) => toText(reply);

/** What a form does when it is sent with these values. */
export function filledIn({ reply }: Answer, values: Record<string, string>): Action {
  if (reply.type !== 'form') throw new Error(`no form: ${toText(reply)}`);
  return { ...reply.submit, args: { ...reply.submit.args, ...values } };
}

export const actions = ({ reply }: Answer) => actionsOf(reply);

/** A post of a subscription on a day, as the delivery leaves it. */
export async function addPost(
  subscriptionId: string,
  {
    date,
    state = 'sent',
    pick,
    url,
    error,
  }: { date: string; state?: PostState; pick?: Content; url?: string; error?: string },
): Promise<string> {
  const id = `post${String(++counts().posts).padStart(18, '0')}`;
  const due = Temporal.Instant.from(`${date}T07:00:00Z`).epochMilliseconds;
  await store.write((db) =>
    db
      .insertInto('post')
      .values({
        id,
        subscription_id: subscriptionId,
        platform: 'slack',
        local_date: date,
        due_at: due,
        expires_at: due + 1,
        run_at: due,
        state,
        pick: pick === undefined ? null : writeContent(pick),
        lease_owner: null,
        lease_until: null,
        attempts: 1,
        first_send_at: due,
        message_id: null,
        message_channel: null,
        message_url: url ?? null,
        last_error: error ?? null,
      })
      .execute(),
  );
  return id;
}

export const content: Content = {
  version: 1,
  item: 'step:git-why',
  title: 'Step 1 of 6 in Version control with Git',
  facts: ['topic 1 of 53', 'about 10 minutes', 'free'],
  reason: 'the path begins here',
  do: 'Draw the three kinds of version control.',
  check: 'Where does the whole history lie?',
  topic: 'git',
  cursor: start,
};

/** Somebody whose channel has a daily post, by default at 09:00 in Berlin on weekdays. */
export async function withDaily(scene: Parameters<typeof member>[0] = {}, said = '') {
  const one = member(scene);
  await one.press(await one.type(`daily on ${said}`), 'Confirm');
  const there = async () => {
    const found = await one.subscription();
    if (found === undefined) throw new Error('nothing is on');
    return found;
  };
  const change = async (to: Partial<Subscription>) => {
    const before = await there();
    await store.write((db) => changeSubscription(db, before, { ...before, ...to }));
  };
  return { ...one, there, change, id: (await there()).id };
}
