import type { Action } from '../chat/action.ts';
import type { Access } from '../chat/command.ts';
import { type Block, type Button, heading, list, type Message, message, quiet, text } from '../chat/reply.ts';
import { type Content, nextContent, type Wanted } from '../daily/content.ts';
import { postMessage } from '../daily/post.ts';
import type { Post } from '../store/posts.ts';
import type { Subscription } from '../store/subscriptions.ts';
import { start } from '../study/cursor.ts';
import type { Tallies } from '../study/marks.ts';
import { fits, markOf, settingsAction, settingsLine } from './daily-carry.ts';
import { runFrom } from './daily-change.ts';
import type { For } from './daily-options.ts';
import { lackBlocks } from './daily-outcome.ts';
import { changedSettings, type Problem } from './daily-problem.ts';
import { nextLines, sayWhen, settingLines, troubleBlocks } from './daily-say.ts';
import { type Settings, settingsOf } from './daily-settings.ts';
import { nameOf, type Whose } from './daily-whose.ts';
import type { Deps } from './deps.ts';
import { typed } from './typed-line.ts';

/** What is about to be switched on. */
export interface Proposal {
  whose: Whose;
  settings: Settings;
  /** Who chose the zone: "from your profile". */
  zoneFrom: string;
  /** What is there already, whatever its state. */
  existing?: Subscription;
  /** Its newest post. */
  last?: Post;
  /** Somebody changed it while this person looked at a proposal. */
  changedMeanwhile?: true;
  marks: Tallies;
  ownerName?: string;
  access: Access;
}

type Field = NonNullable<Problem['field']>;

/** The first post and the next runs, for the eyes of whoever asks, before anything is kept. */
export function proposalReply(proposal: Proposal, deps: Deps, now: Temporal.Instant): Message {
  const { whose, settings, existing, last, access } = proposal;
  const content = nextContent(deps.catalog, wantedBy(proposal), proposal.marks);
  const isOn = existing !== undefined && existing.state !== 'off';
  const first = runFrom(settings.schedule, now, last);
  return message(
    heading(`A daily post for ${nameOf(whose)}`),
    ...(existing === undefined ? [] : troubleBlocks(existing, deps)),
    proposal.changedMeanwhile
      ? text('Somebody changed it meanwhile, so nothing is done yet. This is how it stands now.')
      : undefined,
    isOn ? alreadyThere(existing) : text('Nobody sees this but you, and nothing is switched on yet.'),
    list(...settingLines(settings, deps, proposal.zoneFrom)),
    heading('The next three', 2),
    list(...nextLines(settings.schedule, first, now)),
    ...lackBlocks(access, settings.options),
    ...shown(content, deps),
    ...confirming(proposal, content, deps),
  );
}

function alreadyThere(existing: Subscription): Block {
  const { ownerName, state } = existing;
  const by = ownerName === undefined ? '' : ` by ${ownerName}`;
  const held = state === 'paused' ? ', and is paused' : '';
  const goesOn = state === 'paused' ? ', and it goes on' : '';
  return text(
    `There is one already: ${sayWhen(settingsOf(existing))}. It was switched on${by}${held}. Confirm changes it to this${goesOn}:`,
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

function shown(content: Content | undefined, { about: { commandName } }: Deps): Block[] {
  if (content === undefined) {
    return [text('The catalog has nothing to post for this. Choose the path, or another topic.')];
  }
  return [
    heading('It looks like this', 2),
    { type: 'divider' },
    ...postMessage(content, { preview: true, commandName }).blocks,
    { type: 'divider' },
  ];
}

function confirming(
  { whose, settings, existing }: Proposal,
  content: Content | undefined,
  deps: Deps,
): Block[] {
  const own = whose.own ? 'me' : 'channel';
  const confirm = settingsAction(settings, own, { sure: true, mode: 'update', was: markOf(existing) });
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
  const instead =
    confirm === undefined && content !== undefined
      ? [
          text('These settings are too long for a button. Choose a shorter topic, or type:'),
          text(typed(deps, settingsLine(settings, own))),
        ]
      : [];
  return [...instead, ...(buttons.length === 0 ? [] : [{ type: 'actions', buttons } as const])];
}

function pressing(label: string, action: Action | undefined, style?: 'primary'): Button[] {
  return action === undefined ? [] : [{ label, action, ...(style === undefined ? {} : { style }) }];
}

/** With what was said, where a button can carry that too. */
function formWith(fields: readonly Field[], settings: Settings, own: For): Action | undefined {
  const plain = settingsAction(settings, own, { form: true, mode: 'form' });
  if (plain === undefined) return undefined;
  const said = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const whole = { ...plain, args: { ...plain.args, ...said } };
  return fits(whole) ? whole : plain;
}

/** What cannot be used, with what may be meant; a press goes on with it. */
export function problemsReply(
  problems: readonly Problem[],
  { whose, settings }: Pick<Proposal, 'whose' | 'settings'>,
): Message {
  const own = whose.own ? 'me' : 'channel';
  const [only, ...others] = problems;
  const fields = problems.flatMap(({ field }) => field ?? []);
  const isSure = fields.every(({ name }) => name === 'mode');
  // With several, a press would leave the rest unsaid.
  const choices = others.length === 0 ? (only?.choices ?? []) : [];
  const buttons = [
    ...choices.flatMap(({ label, change }) =>
      pressing(label, settingsAction(changedSettings(settings, change), own, { mode: 'update' })),
    ),
    ...pressing('Fill in a form', formWith(fields, settings, own)),
  ];
  return message(
    heading('Not yet'),
    ...problems.map(({ says }) => text(says)),
    quiet(`Nothing was changed.${isSure ? ` All else is understood: ${sayWhen(settings)}.` : ''}`),
    { type: 'actions', buttons },
  );
}
