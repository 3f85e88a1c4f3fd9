import type { Action } from '../chat/action.ts';
import {
  type Block,
  type Button,
  code,
  heading,
  list,
  type Message,
  message,
  quiet,
  text,
} from '../chat/reply.ts';
import { type Content, nextContent, type Wanted } from '../daily/content.ts';
import { postMessage } from '../daily/post.ts';
import { sayRuns } from '../daily/say.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { start } from '../study/cursor.ts';
import type { Tallies } from '../study/marks.ts';
import { settingsAction, settingsLine } from './daily-carry.ts';
import { changedSettings, type Problem } from './daily-problem.ts';
import { sayWhen, settingLines, troubleBlocks } from './daily-say.ts';
import { type Settings, settingsOf } from './daily-settings.ts';
import { nameOf, type Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';

/** What is about to be switched on. */
export interface Proposal {
  whose: Whose;
  settings: Settings;
  /** Who chose the zone: "from your profile". */
  zoneFrom: string;
  /** What is there already, whatever its state. */
  existing?: Subscription;
  marks: Tallies;
  ownerName?: string;
  /** What the bot lacks there and can do without. */
  lacks: readonly string[];
}

/** The first post and the next runs, for the eyes of whoever asks, before anything is kept. */
export function proposalReply(proposal: Proposal, deps: Deps, now: Temporal.Instant): Message {
  const { whose, settings, existing, lacks } = proposal;
  const content = nextContent(deps.catalog, wantedBy(proposal), proposal.marks);
  const isOn = existing !== undefined && existing.state !== 'off';
  return message(
    heading(`A daily post for ${nameOf(whose)}`),
    ...(existing === undefined ? [] : troubleBlocks(existing)),
    isOn ? alreadyThere(existing) : text('Nobody sees this but you, and nothing is switched on yet.'),
    list(...settingLines(settings, deps, proposal.zoneFrom)),
    heading('The next three', 2),
    list(...sayRuns(settings.schedule, now, 3)),
    ...lacks.map((lack) => quiet(`I lack ${lack}`)),
    ...shown(content),
    ...confirming(proposal, content),
  );
}

function alreadyThere(existing: Subscription): Block {
  const { ownerName, state } = existing;
  const by = ownerName === undefined ? '' : ` by ${ownerName}`;
  const held = state === 'paused' ? ', and is paused' : '';
  return text(
    `There is one already: ${sayWhen(settingsOf(existing))}. It was switched on${by}${held}. Confirm changes it to this:`,
  );
}

function wantedBy({ whose, settings, existing, ownerName }: Proposal): Wanted {
  return {
    platform: whose.platform,
    target: whose.target,
    options: settings.options,
    cursor: existing?.cursor ?? start,
    announced: false,
    ...(ownerName === undefined ? {} : { ownerName }),
  };
}

function shown(content: Content | undefined): Block[] {
  if (content === undefined) {
    return [text('The catalog has nothing to post for this. Choose the path, or another topic.')];
  }
  return [
    heading('It looks like this', 2),
    { type: 'divider' },
    ...postMessage(content, { preview: true }).blocks,
    { type: 'divider' },
  ];
}

function confirming({ whose, settings }: Proposal, content: Content | undefined): Block[] {
  const own = whose.own ? 'me' : 'channel';
  const confirm = settingsAction(settings, own, { sure: true, mode: 'update' });
  const change = settingsAction(settings, own, { form: true, mode: 'form' });
  const buttons: Button[] = [
    ...(content === undefined ? [] : pressing('Confirm', confirm, 'primary')),
    ...pressing('Change', change),
    ...(settings.options.ping === undefined
      ? []
      : pressing(
          'Without a ping',
          settingsAction(changedSettings(settings, { ping: {} }), own, { mode: 'update' }),
        )),
  ];
  const typed =
    confirm === undefined && content !== undefined
      ? [
          text('These settings are too long for a button. To switch it on, type:'),
          text(code(settingsLine(settings, own))),
        ]
      : [];
  return [...typed, ...(buttons.length === 0 ? [] : [{ type: 'actions', buttons } as const])];
}

function pressing(label: string, action: Action | undefined, style?: 'primary'): Button[] {
  return action === undefined ? [] : [{ label, action, ...(style === undefined ? {} : { style }) }];
}

/** What cannot be used, with what may be meant; a press goes on with it. */
export function problemsReply(
  problems: readonly Problem[],
  { whose, settings }: Pick<Proposal, 'whose' | 'settings'>,
): Message {
  const own = whose.own ? 'me' : 'channel';
  const [only, ...others] = problems;
  // With several, a press would leave the rest unsaid.
  const choices = others.length === 0 ? (only?.choices ?? []) : [];
  const buttons = [
    ...choices.flatMap(({ label, change }) =>
      pressing(label, settingsAction(changedSettings(settings, change), own, { mode: 'update' })),
    ),
    ...pressing('Fill in a form', settingsAction(settings, own, { form: true, mode: 'form' })),
  ];
  return message(
    heading('Not yet'),
    ...problems.map(({ says }) => text(says)),
    quiet(`Nothing was changed. All else is understood: ${sayWhen(settings)}.`),
    { type: 'actions', buttons },
  );
}
