import { describe, expect, test } from 'vitest';
import {
  slackMessageBreaches,
  slackOptionsBreaches,
  slackPostBreaches,
  slackViewBreaches,
} from '../slack-payload.ts';
import { ephemeral, message } from './bare-app.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const option = (value: string, text = value) => ({ text: plain(text), value });
const [block] = message('a').blocks;
const said = { ...ephemeral, ...message('a') };
const post = { channel: 'C1', ...message('a') };
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const menu = (more: object = {}) => ({ type: 'external_select', action_id: 'topic', ...more });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'topic',
  label: plain('Topic'),
  element,
  ...more,
});
const modal = { type: 'modal', title: plain('Title'), blocks: [block] };

type Case = readonly [what: string, breaches: string[], found: RegExp | undefined];
const good = undefined;

describe('what is sent to a response_url', () => {
  const cases: Case[] = [
    ['an answer', slackMessageBreaches(said), good],
    ['a replacement', slackMessageBreaches({ ...said, replace_original: true }), good],
    ['a deletion', slackMessageBreaches({ delete_original: true }), good],
    ['no flag', slackMessageBreaches({ ...said, replace_original: 'true' }), /is no yes or no/],
    [
      'both at once',
      slackMessageBreaches({ ...said, replace_original: true, delete_original: true }),
      /replaces and deletes/,
    ],
    ['an answer in a thread', slackMessageBreaches({ ...said, thread_ts: '1700000000.000001' }), good],
    ['no thread', slackMessageBreaches({ ...said, thread_ts: '17' }), /no time of a message/],
    ['nothing', slackMessageBreaches({}), /lacks text/],
    ['no kind', slackMessageBreaches({ ...said, response_type: 'loud' }), /response_type: loud/],
    [
      'somebody called',
      slackMessageBreaches({ ...said, blocks: [rich({ type: 'user', user_id: 'U1' })] }),
      /calls U1/,
    ],
    [
      'somebody who may be called',
      slackMessageBreaches(
        { ...said, blocks: [rich({ type: 'user', user_id: 'U1' })] },
        { mentions: ['U1'] },
      ),
      good,
    ],
    [
      'everybody called',
      slackMessageBreaches({ ...said, blocks: [rich({ type: 'broadcast', range: 'here' })] }),
      /holds a broadcast/,
    ],
  ];
  test.each(cases)('%s', (_, breaches, found) => expectBreach(breaches, found));
});

describe('what is posted', () => {
  const { unfurl_links: _, ...unfurled } = post;
  const { text, blocks } = message('a');
  const cases: Case[] = [
    ['a message', slackPostBreaches('chat.postMessage', post), good],
    [
      'one in a thread',
      slackPostBreaches('chat.postMessage', { ...post, thread_ts: '1700000000.000001' }),
      good,
    ],
    ['one that unfurls', slackPostBreaches('chat.postMessage', unfurled), /unfurls/],
    ['one without a channel', slackPostBreaches('chat.postMessage', message('a')), /lacks channel/],
    [
      'one with a kind',
      slackPostBreaches('chat.postMessage', { ...post, ...ephemeral }),
      /does not take response_type/,
    ],
    [
      'one for a person',
      slackPostBreaches('chat.postEphemeral', { channel: 'C1', user: 'U1', text, blocks }),
      good,
    ],
    [
      'one for nobody',
      slackPostBreaches('chat.postEphemeral', { channel: 'C1', text, blocks }),
      /lacks user/,
    ],
    ['a change', slackPostBreaches('chat.update', { channel: 'C1', ts: '1.2', text, blocks }), good],
    ['a change of nothing', slackPostBreaches('chat.update', { channel: 'C1', text, blocks }), /lacks ts/],
    [
      'an odd flag',
      slackPostBreaches('chat.postMessage', { ...post, reply_broadcast: 1 }),
      /is no yes or no/,
    ],
  ];
  test.each(cases)('%s', (_, breaches, found) => expectBreach(breaches, found));
});

describe('a view', () => {
  const withInput = (element: object, more: object = {}) =>
    slackViewBreaches({ ...modal, submit: plain('Send'), blocks: [input(element, more)] });
  const words = { type: 'plain_text_input', action_id: 'topic' };
  const cases: Case[] = [
    ['a modal', slackViewBreaches(modal), good],
    ['a modal without a title', slackViewBreaches({ ...modal, title: undefined }), /lacks title/],
    ['a long title', slackViewBreaches({ ...modal, title: plain('x'.repeat(25)) }), /more than 24/],
    ['a Home tab', slackViewBreaches({ type: 'home', blocks: [block], callback_id: 'home' }), good],
    ['a Home tab with a title', slackViewBreaches({ ...modal, type: 'home' }), /does not take title/],
    ['another kind', slackViewBreaches({ ...modal, type: 'page' }), /neither a modal nor a Home tab/],
    ['an input', withInput(words, { hint: plain('Why'), dispatch_action: true }), good],
    ['an input with an odd hint', withInput(words, { hint: 'Why' }), /hint: lacks its text/],
    [
      'an input that nobody can send',
      slackViewBreaches({ ...modal, blocks: [input(words)] }),
      /lacks submit/,
    ],
    ['an input in a message', slackMessageBreaches({ ...said, blocks: [input(words)] }), /no block for here/],
    ['a menu of found options', withInput(menu({ min_query_length: 1, placeholder: plain('Any') })), good],
    ['a menu with a first option', withInput(menu({ initial_option: option('a') })), good],
    [
      'a menu with an odd first option',
      withInput(menu({ initial_option: option('x'.repeat(76)) })),
      /more than 75/,
    ],
    ['a menu that asks for -1', withInput(menu({ min_query_length: -1 })), /asks for -1 characters/],
    ['a menu with options', withInput(menu({ options: [option('a')] })), /does not take options/],
    [
      'a menu among buttons',
      slackViewBreaches({ ...modal, blocks: [{ type: 'actions', elements: [menu()] }] }),
      good,
    ],
    [
      'an external_id that is too long',
      slackViewBreaches({ ...modal, external_id: 'x'.repeat(256) }),
      /external_id: has 256/,
    ],
  ];
  test.each(cases)('%s', (_, breaches, found) => expectBreach(breaches, found));
});

describe('options that are found', () => {
  const many = Array.from({ length: 101 }, (_, index) => option(`v${index}`));
  const cases: Case[] = [
    ['none', slackOptionsBreaches({ options: [] }), good],
    ['a hundred', slackOptionsBreaches({ options: many.slice(1) }), good],
    ['one more', slackOptionsBreaches({ options: many }), /more than 100/],
    ['one twice', slackOptionsBreaches({ options: [option('a'), option('a')] }), /value a twice/],
    ['a long value', slackOptionsBreaches({ options: [option('x'.repeat(76), 'x')] }), /value: has 76/],
    ['a long text', slackOptionsBreaches({ options: [option('x', 'x'.repeat(76))] }), /option: has 76/],
    ['no list', slackOptionsBreaches({ options: 'a' }), /lacks its options/],
    ['groups', slackOptionsBreaches({ option_groups: [] }), /does not take option_groups/],
  ];
  test.each(cases)('%s', (_, breaches, found) => expectBreach(breaches, found));
});

function expectBreach(breaches: readonly string[], found: RegExp | undefined): void {
  if (found === undefined) expect(breaches).toEqual([]);
  else expect(breaches.join('\n')).toMatch(found);
}
