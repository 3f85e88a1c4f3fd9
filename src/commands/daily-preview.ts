import type { Caller, Command } from '../chat/command.ts';
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
import { notMeant, otherOption } from './daily-other.ts';
import { comingRun, sayNext, sayWhen, troubleBlocks } from './daily-say.ts';
import { sendNow } from './daily-send.ts';
import { usualSettings } from './daily-settings.ts';
import { forArgs, mayChange, oneForMe, type Whose, whoseOf } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply } from './options.ts';
import { typedText } from './typed-line.ts';

export const dailyPreview: Command<Deps> = {
  name: 'preview',
  group: 'daily',
  summary: 'See the next daily post before it comes, or send it now',
  examples: ['daily preview'],
  options: [
    forOption,
    otherOption,
    { name: 'send', type: 'boolean', summary: 'post it right away', hidden: true },
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  async run(args, { caller, now, deps }) {
    if (args.send === true) return sendNow(args, { caller, now, deps });
    const whose = whoseOf(caller, forOf(args));
    const odd = notMeant(args, {
      says: `It shows what comes with the settings as they are. With others, ${typedText(deps, 'daily on')} and those words show it.`,
      button: {
        label: 'Preview',
        action: { command: 'daily preview', args: whose === undefined ? {} : forArgs(whose), mode: 'reply' },
      },
    });
    if (odd !== undefined) return odd;
    const seen =
      whose &&
      (await deps.store.read(async (db) => {
        const { one, last } = await lookAt(db, whose);
        return one && { one, last, marks: await talliesFor(db, one) };
      }));
    const may = whose !== undefined && (await mayChange(caller, whose)).may;
    if (whose === undefined || seen === undefined) return firstEver({ caller, whose, may }, deps);
    return previewOf({ ...seen, whose, may }, deps);
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
  if (!isZone(one.schedule.zone)) return message(...troubleBlocks(one, deps), ...noZone(one, whose));
  const run = comingRun(one, last);
  const send =
    one.state === 'on' && may
      ? [{ ...dailyButton(whose, 'Send now', 'preview', { send: true }), style: 'primary' as const }]
      : [];
  return message(
    heading('The next post'),
    ...troubleBlocks(one, deps),
    quiet(run === undefined ? `It is ${one.state}: ${sayWhen(one)}.` : `It comes on ${sayNext(run, one)}.`),
    ...shownBlocks(deps, one, marks),
    buttonsOf(...send, dailyButton(whose, 'Status', 'status')),
  );
}

function shownBlocks({ catalog, about }: Deps, wanted: Wanted, marks: Tallies): Block[] {
  const content = nextContent(catalog, wanted, marks);
  if (content === undefined) return [text('The catalog has nothing to post for these settings.')];
  const { commandName } = about;
  const { blocks } = postMessage(content, { preview: true, commandName });
  return [{ type: 'divider' }, ...blocks, { type: 'divider' }];
}

/** Where nothing is switched on: what one would get who says nothing but where. */
function firstEver(
  { caller, whose, may }: { caller: Caller; whose: Whose | undefined; may: boolean },
  deps: Deps,
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
      : buttonsOf(may ? { ...dailyButton(whose, 'Switch it on', 'on'), style: 'primary' } : oneForMe),
  );
}
