import type { Args, Caller, Command } from '../chat/command.ts';
import { type Block, heading, type Message, message, quiet, text } from '../chat/reply.ts';
import { nextContent, type Wanted } from '../daily/content.ts';
import { postMessage } from '../daily/post.ts';
import { isZone } from '../daily/zones.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { start } from '../study/cursor.ts';
import type { Tallies } from '../study/marks.ts';
import { lookAt, noZone } from './daily-change.ts';
import { buttonsOf, dailyButton } from './daily-here.ts';
import { talliesFor } from './daily-marks.ts';
import { forOf, forOption } from './daily-options.ts';
import { comingRun, sayNext, sayWhen, troubleBlocks } from './daily-say.ts';
import { sendNow } from './daily-send.ts';
import { usualSettings } from './daily-settings.ts';
import { mayChange, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';

export const dailyPreview: Command<Deps> = {
  name: 'preview',
  group: 'daily',
  summary: 'See the next daily post before it comes, or send it now',
  examples: ['daily preview'],
  options: [forOption, { name: 'send', type: 'boolean', summary: 'post it right away', hidden: true }],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    if (args.send === true) return sendNow(args, { caller, now, deps });
    const whose = whoseOf(caller, forOf(args));
    const seen =
      whose &&
      (await deps.store.read(async (db) => {
        const { one, last } = await lookAt(db, whose);
        return one && { one, last, marks: await talliesFor(db, one) };
      }));
    if (whose === undefined || seen === undefined) return firstEver(args, { caller, deps, whose });
    return previewOf({ ...seen, whose, may: await mayChange(caller, whose) }, deps);
  },
};

interface Seen {
  one: Subscription;
  last: Post | undefined;
  marks: Tallies;
  whose: Whose;
  may: boolean;
}

function previewOf({ one, last, marks, whose, may }: Seen, deps: Deps): Message {
  if (!isZone(one.schedule.zone)) return message(...troubleBlocks(one), ...noZone(one, whose));
  const run = comingRun(one, last);
  const send =
    one.state === 'on' && may
      ? [{ ...dailyButton(whose, 'Send now', 'preview', { send: true }), style: 'primary' as const }]
      : [];
  return message(
    heading('The next post'),
    ...troubleBlocks(one),
    quiet(run === undefined ? `It is ${one.state}: ${sayWhen(one)}.` : `It comes on ${sayNext(run, one)}.`),
    ...shownBlocks(deps, one, marks),
    buttonsOf(...send, dailyButton(whose, 'Status', 'status')),
  );
}

function shownBlocks({ catalog }: Deps, wanted: Wanted, marks: Tallies): Block[] {
  const content = nextContent(catalog, wanted, marks);
  if (content === undefined) return [text('The catalog has nothing to post for these settings.')];
  return [{ type: 'divider' }, ...postMessage(content, { preview: true }).blocks, { type: 'divider' }];
}

/** Where nothing is switched on: what one would get who says nothing but where. */
function firstEver(
  _args: Args,
  { caller, deps, whose }: { caller: Caller; deps: Deps; whose: Whose | undefined },
): Message {
  const { name } = caller;
  const { schedule, options } = usualSettings(deps.daily.defaultZone ?? 'UTC');
  const wanted: Wanted = {
    platform: whose?.platform ?? 'slack',
    target: whose?.target ?? { type: 'channel', workspace: '', channel: '' },
    options,
    cursor: start,
    announced: false,
    ...(name === undefined ? {} : { ownerName: name }),
  };
  return message(
    heading('The first post would be this'),
    quiet(`Nothing is switched on here. The usual time: ${sayWhen({ schedule })}.`),
    ...shownBlocks(deps, wanted, new Map()),
    whose === undefined
      ? quiet('It is switched on in a channel of Slack or Discord.')
      : buttonsOf({ ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' }),
  );
}
