import { describe, expect, test } from 'vitest';
import type { Json } from '../shape.ts';
import { choiceIn, pressOn } from './controls.ts';
import { checkComplete, heldValues, initialValues, typedValues, valuesAfter } from './view-values.ts';
import { markedText, richTextOf } from './written-text.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const [a, b] = [option('a'), option('b')];
const menu = (action_id: string, more: Json = {}): Json => ({
  type: 'static_select',
  action_id,
  options: [a, b],
  ...more,
});
const button = (label: string, more: Json = {}): Json => ({
  type: 'button',
  action_id: label,
  text: plain(label),
  ...more,
});
const row: Json = {
  type: 'actions',
  block_id: 'row',
  elements: [button('Next', { value: '2' }), button('Page', { url: 'https://a.example' }), menu('first')],
};
const input = (block_id: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  element,
  ...more,
});
const words = { type: 'plain_text_input', action_id: 'words', min_length: 2, max_length: 4 };
const found = { type: 'external_select', action_id: 'found' };

describe('what a person presses', () => {
  test('is a button by what it says or by its id', () => {
    const next = { type: 'button', action_id: 'Next', block_id: 'row', text: plain('Next'), value: '2' };
    expect(pressOn([row], 'Next')).toEqual(next);
    expect(pressOn([row], { actionId: 'Page' })).toMatchObject({ url: 'https://a.example' });
    expect(() => pressOn([row], 'Back')).toThrow('no button "Back" to press: Next, Page');
  });

  test('is an option of a menu', () => {
    expect(choiceIn([row], 'b')).toEqual({
      type: 'static_select',
      action_id: 'first',
      block_id: 'row',
      selected_option: b,
    });
    expect(() => choiceIn([row], 'c')).toThrow('no menu offers c');
    expect(() => choiceIn([row], 'c', 'first')).toThrow('offers no c');
  });

  test('in an input tells the app only where the input says so', () => {
    expect(() => choiceIn([input('level', menu('level'))], 'a')).toThrow('no menu');
    const told = input('level', menu('level'), { dispatch_action: true });
    expect(choiceIn([told], 'a')).toMatchObject({ block_id: 'level', selected_option: a });
  });
});

describe('what a view holds', () => {
  const blocks = [
    input('words', words),
    input('found', found, { optional: true }),
    { type: 'actions', block_id: 'menus', elements: [menu('one'), menu('two', { initial_option: b })] },
  ];

  test('is empty at first, but for what the app has chosen', () => {
    expect(initialValues(blocks)).toEqual({
      words: { words: { type: 'plain_text_input', value: null } },
      found: { found: { type: 'external_select', selected_option: null } },
      menus: {
        one: { type: 'static_select', selected_option: null },
        two: { type: 'static_select', selected_option: b },
      },
    });
  });

  test('is what a person typed and chose, in the inputs that are still there', () => {
    const draft = typedValues(blocks, { words: 'abc', found: { value: 'x', text: 'X' } });
    const chosen = valuesAfter(choiceIn(blocks, 'a', 'one'), draft);
    const held = heldValues(blocks.slice(1), chosen);
    expect(held).toMatchObject({
      found: { found: { selected_option: { value: 'x', text: { text: 'X' } } } },
      menus: { one: { selected_option: a }, two: { selected_option: b } },
    });
    expect(held).not.toHaveProperty('words');
  });

  test('is sent only when it is complete and as long as asked', () => {
    expect(() => checkComplete(blocks, initialValues(blocks))).toThrow('words is empty');
    checkComplete(blocks, heldValues(blocks, typedValues(blocks, { words: 'abc' })));
    expect(() => typedValues(blocks, { words: 'a' })).toThrow('1 characters');
    expect(() => typedValues(blocks, { words: 'abcde' })).toThrow('5 characters');
    expect(() => typedValues(blocks, { other: 'abc' })).toThrow('no input other');
  });
});

describe('what a person writes', () => {
  const named = [
    { id: 'U1', name: 'ada' },
    { id: 'UBOT', name: 'companion' },
  ];

  test('is escaped, and its names and addresses are marked up', () => {
    expect(markedText('@companion R&D <b> www.a.example', named)).toBe(
      '<@UBOT> R&amp;D &lt;b&gt; <http://www.a.example|www.a.example>',
    );
    expect(markedText('<@U1> https://a.example/?b&c @nobody', named)).toBe(
      '<@U1> <https://a.example/?b&amp;c> @nobody',
    );
  });

  test('comes as rich text too', () => {
    expect(richTextOf('@ada see https://a.example', named)).toMatchObject([
      {
        elements: [
          {
            elements: [
              { type: 'user', user_id: 'U1' },
              { type: 'text', text: ' see ' },
              { type: 'link', url: 'https://a.example' },
            ],
          },
        ],
      },
    ]);
  });
});
