import * as fc from 'fast-check';
import type { Action } from '../../src/chat/action.ts';
import type { Block, Button, Field, Form, Inline, Message, Reply } from '../../src/chat/reply.ts';
import { anyText, anyUrl } from './arbitrary-text.ts';

const id = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,8}){0,3}$/);
const argument = fc.oneof(
  anyText.map((text) => text.slice(0, 300)),
  fc.boolean(),
  fc.integer({ min: -999_999, max: 999_999 }),
);

const anyAction: fc.Arbitrary<Action> = fc.record(
  {
    command: fc.constantFrom('resource', 'topic', 'browse', 'daily on'),
    args: fc.dictionary(fc.constantFrom('query', 'name', 'page', 'share', 'like'), argument, { maxKeys: 4 }),
    mode: fc.constantFrom('update', 'reply', 'form'),
    ordinal: fc.nat(9_999),
  },
  { requiredKeys: ['command', 'args', 'mode'] },
);

const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constantFrom('plain', 'strong', 'code'), text: anyText }),
  fc.record({ type: fc.constant('link'), text: anyText, url: anyUrl }),
);
const anyButton: fc.Arbitrary<Button> = fc.oneof(
  fc.record(
    { label: anyText, action: anyAction, style: fc.constantFrom('primary', 'danger') },
    { requiredKeys: ['label', 'action'] },
  ),
  fc.record({ label: anyText, url: anyUrl }),
);
const anyOption = fc.record(
  { label: anyText, description: anyText, value: fc.oneof(id, anyText) },
  { requiredKeys: ['label', 'value'] },
);
const facts = fc.array(anyText, { maxLength: 6 });

const anyResource = fc.record(
  {
    type: fc.constant('resource'),
    number: fc.integer({ min: 1, max: 9_999 }),
    id,
    title: anyText,
    url: anyUrl,
    facts,
    by: anyText,
    description: anyText,
    note: anyText,
    why: anyText,
  },
  { requiredKeys: ['type', 'id', 'title', 'url', 'facts', 'description'] },
);

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('heading'), text: anyText, level: fc.constantFrom(1, 2) }),
  fc.record(
    {
      type: fc.constant('text'),
      inlines: fc.array(anyInline, { maxLength: 6 }),
      tone: fc.constant('quiet'),
    },
    { requiredKeys: ['type', 'inlines'] },
  ),
  fc.record(
    {
      type: fc.constant('list'),
      ordered: fc.boolean(),
      start: fc.integer({ min: 1, max: 200 }),
      items: fc.array(fc.array(anyInline, { maxLength: 3 }), { maxLength: 30 }),
    },
    { requiredKeys: ['type', 'items'] },
  ),
  anyResource,
  fc.record(
    {
      type: fc.constant('step'),
      id,
      label: anyText,
      do: anyText,
      resource: fc.record({ title: anyText, url: anyUrl }),
      part: anyText,
      facts,
      check: anyText,
    },
    { requiredKeys: ['type', 'id', 'label', 'do', 'resource', 'facts', 'check'] },
  ),
  fc.record(
    { type: fc.constant('question'), id, question: anyText, facts, hint: anyText, answer: anyText },
    { requiredKeys: ['type', 'id', 'question', 'facts'] },
  ),
  fc.record({
    type: fc.constant('progress'),
    label: anyText,
    done: fc.nat(500),
    total: fc.integer({ min: 1, max: 500 }),
    unit: anyText,
  }),
  fc.record({ type: fc.constant('divider') }),
  fc.record({
    type: fc.constant('image'),
    source: fc.oneof(
      fc.record({ url: anyUrl }),
      fc.record({ png: fc.uint8Array({ maxLength: 8 }), name: anyText }),
    ),
    alt: anyText,
  }),
  fc.record({ type: fc.constant('file'), name: anyText, mime: fc.constant('text/csv'), content: anyText }),
  fc.record({ type: fc.constant('actions'), buttons: fc.array(anyButton, { maxLength: 30 }) }),
  fc.record({
    type: fc.constant('select'),
    placeholder: anyText,
    action: anyAction,
    fills: fc.constantFrom('name', 'topic', 'like'),
    options: fc.array(anyOption, { maxLength: 120 }),
  }),
);

export const anyMessage: fc.Arbitrary<Message> = fc.record({
  type: fc.constant('message'),
  blocks: fc.oneof(
    { weight: 4, arbitrary: fc.array(anyBlock, { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.array(anyBlock, { minLength: 30, maxLength: 70, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(anyResource, { minLength: 60, maxLength: 60, size: 'max' }) },
  ),
});

const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record(
    {
      type: fc.constant('text'),
      name: fc.oneof(id, anyText),
      label: anyText,
      placeholder: anyText,
      value: anyText,
      optional: fc.boolean(),
      long: fc.boolean(),
    },
    { requiredKeys: ['type', 'name', 'label'] },
  ),
  fc.record(
    {
      type: fc.constant('choice'),
      name: fc.oneof(id, anyText),
      label: anyText,
      options: fc.array(anyOption, { maxLength: 120 }),
      value: anyText,
      optional: fc.boolean(),
    },
    { requiredKeys: ['type', 'name', 'label', 'options'] },
  ),
);

export const anyForm: fc.Arbitrary<Form> = fc.record(
  {
    type: fc.constant('form'),
    title: anyText,
    intro: anyText,
    fields: fc.array(anyField, { maxLength: 8 }),
    submitLabel: anyText,
    submit: anyAction,
  },
  { requiredKeys: ['type', 'title', 'fields', 'submitLabel', 'submit'] },
);

export const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 5, arbitrary: anyMessage },
  { weight: 1, arbitrary: anyForm },
);
