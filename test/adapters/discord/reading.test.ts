import type { APIMessage } from 'discord-api-types/v10';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFilled, readTyped, saidIn, wordsOf } from '../../../src/adapters/discord/reading.ts';
import { anyText } from '../../support/arbitrary-text.ts';

describe('a typed command', () => {
  it('is its sub-command with the options by name', () => {
    const options = [
      { name: 'query', type: 3, value: 'docker' },
      { name: 'max', type: 4, value: 30 },
      { name: 'share', type: 5, value: true },
    ];
    expect(readTyped([{ name: 'resource', type: 1, options }])).toEqual({
      command: 'resource',
      args: { query: 'docker', max: 30, share: true },
    });
  });

  it('of a group has the name of both, and knows what is being typed', () => {
    const options = [{ name: 'channel', type: 3, value: 'gen', focused: true }];
    expect(readTyped([{ name: 'daily', type: 2, options: [{ name: 'on', type: 1, options }] }])).toEqual({
      command: 'daily on',
      args: { channel: 'gen' },
      focused: { option: 'channel', prefix: 'gen' },
    });
  });

  it('without a sub-command is none of this bot', () => {
    expect(readTyped()).toBeUndefined();
    expect(readTyped([{ name: 'query', type: 3, value: 'docker' }])).toBeUndefined();
  });
});

it('a dialog gives its fields by name, and leaves out what is empty', () => {
  const text = (custom_id: string, value: string) => ({
    type: 18,
    id: 1,
    component: { type: 4, id: 2, custom_id, value },
  });
  const menu = { type: 18, id: 3, component: { type: 3, id: 4, custom_id: 'level', values: ['beginner'] } };
  const none = { type: 18, id: 5, component: { type: 3, id: 6, custom_id: 'kind', values: [] } };
  expect(readFilled([{ type: 10, id: 7 }, text('query', 'docker'), text('more', ''), menu, none])).toEqual({
    query: 'docker',
    level: 'beginner',
  });
});

describe('what a message says', () => {
  const at = '2026-11-24T12:00:00Z';
  const nobody = { id: '1', username: 'ada', discriminator: '0', global_name: null, avatar: null };
  const shown: APIMessage = {
    ...{
      id: '1',
      channel_id: '2',
      author: nobody,
      content: '',
      timestamp: at,
      edited_timestamp: null,
      tts: false,
    },
    ...{
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      pinned: false,
      type: 0,
    },
  };

  it('is its text, its embeds, what it forwards, and the texts of its components', () => {
    const forwarded = { ...shown, content: 'feature stores', mentions: [], mention_roles: [] };
    const container = { type: 17, components: [{ type: 10, content: 'Kubernetes' }, { type: 14 }] };
    const said = saidIn({
      ...shown,
      content: 'docker',
      embeds: [{ title: 'Drift', description: 'and how to see it' }],
      message_snapshots: [{ message: forwarded }],
      components: [container],
    });
    expect(said.split('\n')).toEqual([
      'docker',
      'feature stores',
      'Drift',
      'and how to see it',
      'Kubernetes',
    ]);
  });

  it('is nothing for one without words', () => {
    expect([saidIn(shown), saidIn(undefined)]).toEqual(['', '']);
  });
});

describe('the words of a message', () => {
  it.each([
    ['hey <@123>, <@&4> and <#5>: **how** do I `docker build`?', 'hey , and : how do I docker build ?'],
    ['see https://example.com/a_(b) or <https://example.com>', 'see or'],
    [
      'read [the Docker docs](https://docs.docker.com/) <:whale:12> <a:dance:13> <t:1700000000:R>',
      'read the Docker docs',
    ],
    ['# Kubernetes\n-# small\n> quoted\n- one\n- two ||hidden||', 'Kubernetes small quoted one two hidden'],
    ['```py\nimport os\n``` what is this', 'what is this'],
    ['C++ and 10:30', 'C++ and 10:30'],
    ['', ''],
  ])('of %j are %j', (content, words) => {
    expect(wordsOf(content)).toBe(words);
  });

  it('hold no mention and no address, whatever was written', () => {
    fc.assert(
      fc.property(anyText, (content) => {
        expect(wordsOf(content)).not.toMatch(/<@|https?:\/\/\S|[`*|]/);
      }),
    );
  });
});
