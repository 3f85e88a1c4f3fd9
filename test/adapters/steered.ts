import type { Action } from '../../src/chat/action.ts';
import type { Args, Caller, Command } from '../../src/chat/command.ts';
import { createDispatcher, type Dispatcher } from '../../src/chat/dispatch.ts';
import { type Actions, type Form, heading, message, type Reply, text } from '../../src/chat/reply.ts';

/** Commands that a test steers: they wait until they are let go, throw, or open a dialog. */
export interface Steered {
  dispatcher: Dispatcher;
  /** Those behind it. */
  commands: readonly Command<never>[];
  /** Lets whatever waits at that gate go on, now and later. */
  open(gate: string): void;
  ran: { command: string; args: Args; channel?: string }[];
  /** What the log was told of errors. */
  errors: { id: string; said: string }[];
}

interface Deps {
  pass(gate: string): Promise<void>;
  ran: Steered['ran'];
}

const share = { name: 'share', type: 'boolean', summary: 'for all' } as const;
const gate = { name: 'gate', type: 'text', summary: 'what it waits at' } as const;
const slow = { name: 'slow', type: 'boolean', summary: 'waits at the gate' } as const;
const common = { summary: 'For tests', examples: ['show'], opens: () => 'reply' as const };
const privateUnlessShared = (args: Args) => (args.share === true ? 'channel' : 'private');

async function begin(command: string, args: Args, { deps, caller }: { deps: Deps; caller: Caller }) {
  const { place } = caller;
  deps.ran.push({ command, args, ...(place === undefined ? {} : { channel: place.channel }) });
  if (args.slow === true) await deps.pass(String(args.gate));
}

/** `show` has a button of every kind; the slow ones wait at the gate that was typed: `show gate:mine`. */
const show: Command<Deps> = {
  ...common,
  name: 'show',
  options: [{ name: 'page', type: 'integer', summary: 'a page', min: 1, max: 99 }, gate, slow, share],
  visibility: privateUnlessShared,
  async run(args, context) {
    await begin('show', args, context);
    return shown(args);
  },
};

function shown({ page = 1, slow: _, ...args }: Args): Reply {
  const button = (label: string, mode: Action['mode'], more: Args = {}, command = 'show') => ({
    label,
    action: { command, args: { ...args, ...more }, mode },
  });
  const following = { page: Number(page) + 1 };
  const buttons: Actions['buttons'] = [
    button('Next', 'update', following),
    button('Slow next', 'update', { ...following, slow: true }),
    button('Slow other', 'reply', { slow: true }),
    button('Dialog', 'form', {}, 'dialog'),
    button('Slow dialog', 'form', { slow: true }, 'dialog'),
    button('Break', 'reply', {}, 'broken'),
    button('Break in place', 'update', {}, 'broken'),
    button('Break slowly in place', 'update', { slow: true }, 'broken'),
    button('Break slowly for all', 'reply', { slow: true, share: true }, 'broken'),
    button('Secret', 'reply', {}, 'secret'),
    { label: 'A page', url: 'https://example.org/' },
  ];
  return message(heading(`Page ${page}`), { type: 'actions', buttons: [...buttons, ...shareOf(args)] });
}

function shareOf(args: Args): Actions['buttons'] {
  const shared = { ...args, share: true };
  return args.share === true
    ? []
    : [{ label: 'Share', action: { command: 'show', args: shared, mode: 'reply' } }];
}

const secret: Command<Deps> = {
  ...common,
  name: 'secret',
  options: [gate, slow],
  visibility: () => 'private',
  async run(args, context) {
    await begin('secret', args, context);
    return message(text('For you alone'), { type: 'actions', buttons: shareOf(args) });
  },
};

const dialog: Command<Deps> = {
  ...common,
  name: 'dialog',
  opens: () => 'form',
  options: [gate, slow],
  visibility: () => 'private',
  async run(args, context) {
    await begin('dialog', args, context);
    return form;
  },
};

const form: Form = {
  type: 'form',
  title: 'A few questions',
  fields: [
    { type: 'text', name: 'word', label: 'A word' },
    {
      type: 'choice',
      name: 'level',
      label: 'Level',
      options: [{ value: 'low', label: 'Low' }],
      optional: true,
    },
  ],
  submitLabel: 'Send',
  submit: { command: 'filled', args: { from: 'dialog' }, mode: 'reply' },
};

const filled: Command<Deps> = {
  ...common,
  name: 'filled',
  options: ['from', 'word', 'level'].map((name) => ({ name, type: 'text', summary: name })),
  visibility: () => 'private',
  async run(args, context) {
    await begin('filled', args, context);
    return message(text(`Filled with ${args.word}`));
  },
};

const broken: Command<Deps> = {
  ...common,
  name: 'broken',
  options: [gate, slow, share],
  visibility: privateUnlessShared,
  async run(args, context) {
    await begin('broken', args, context);
    throw new Error('it broke');
  },
};

/** What is typed alone is looked for; `slow mine` waits at the gate `mine`. */
const resource: Command<Deps> = {
  ...common,
  name: 'resource',
  options: [{ name: 'query', type: 'text', summary: 'words', rest: true }, gate, slow, share],
  visibility: privateUnlessShared,
  async run(args, context) {
    const [first, at = ''] = String(args.query ?? '').split(' ');
    await begin('resource', first === 'slow' ? { ...args, slow: true, gate: at } : args, context);
    const button = (label: string, action: Action) => ({ label, action });
    const buttons: Actions['buttons'] = [
      button('Slow page', { command: 'show', args: { gate: at, slow: true, page: 2 }, mode: 'update' }),
      button('Slow other', { command: 'show', args: { gate: at, slow: true }, mode: 'reply' }),
      button('Dialog', { command: 'dialog', args: {}, mode: 'form' }),
      button('Break', { command: 'broken', args: {}, mode: 'reply' }),
    ];
    return message(text(`Found for ${args.query}`), { type: 'actions', buttons });
  },
};

const commands = [show, secret, dialog, filled, broken, resource];

export function steered(): Steered {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const at = (name: string) => {
    const found = gates.get(name) ?? Promise.withResolvers<void>();
    gates.set(name, found);
    return found;
  };
  const ran: Steered['ran'] = [];
  const errors: Steered['errors'] = [];
  let drawn = 0;
  const dispatcher = createDispatcher({
    commands,
    deps: { pass: (name) => at(name).promise, ran },
    now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
    onError: (error, { id }) => errors.push({ id, said: String(error) }),
    lookup: { knows: () => false, finds: () => true },
    random: () => (++drawn % 97) / 97,
  });
  return { dispatcher, commands, open: (name) => at(name).resolve(), ran, errors };
}
