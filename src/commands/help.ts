import { type Command, type Option, optionsOffered } from '../chat/command.ts';
import {
  type Block,
  code,
  heading,
  type Inline,
  list,
  message,
  plain,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import { fullName } from '../chat/typed.ts';
import type { Deps } from './deps.ts';
import { alwaysPrivate, opensReply, textOf } from './options.ts';

export const help: Command<Deps> = {
  name: 'help',
  summary: 'What there is to type, or one command with examples',
  words: [{ word: '?' }, { word: 'hello' }, { word: 'hi' }, { word: 'commands' }],
  examples: ['help', 'help resource'],
  options: [
    {
      name: 'command',
      type: 'text',
      summary: 'a command, such as resource',
      rest: true,
      maxLength: 60,
      async suggest(prefix, { deps }, limit) {
        const typed = prefix.trim().toLowerCase();
        return deps.commands
          .map((one) => ({ label: `${fullName(one)}: ${one.summary}`.slice(0, 100), value: fullName(one) }))
          .filter(({ value }) => value.startsWith(typed))
          .slice(0, limit);
      },
    },
  ],
  visibility: alwaysPrivate,
  opens: opensReply,
  steady: true,
  async run(args, { deps }) {
    const asked = textOf(args, 'command');
    const found = findCommand(asked, deps);
    return found === undefined ? everything(asked, deps) : oneCommand(found, deps);
  },
};

function everything(asked: string, deps: Deps): Reply {
  const { commands, about } = deps;
  return message(
    heading('MLOps Companion'),
    asked === '' ? undefined : text(`There is no command “${asked}”. This is what there is:`),
    text('Finds what to learn next: books, courses, a study path and interview practice.'),
    list(...commands.map((one): Inline[] => [strong(fullName(one)), plain(` – ${one.summary}`)])),
    text('A topic or a title alone is enough: ', code('docker'), ', ', code('feature store'), '.'),
    quiet(
      'In Slack and Discord put ',
      code(`/${about.commandName}`),
      ' in front. Answers are for you alone until you share them.',
    ),
    tryThese(),
    {
      type: 'select',
      placeholder: 'Help on a command',
      action: { command: 'help', args: {}, mode: 'reply' },
      fills: 'command',
      options: commands.map((one) => ({
        label: fullName(one),
        description: one.summary,
        value: fullName(one),
      })),
    },
  );
}

function tryThese(): Block {
  const run = (label: string, command: string, args = {}) => ({
    label,
    action: { command, args, mode: 'reply' as const },
  });
  return {
    type: 'actions',
    buttons: [
      run('Find: docker', 'resource', { query: 'docker' }),
      run('The path', 'path'),
      run('Browse', 'browse'),
      run('Practise', 'practice'),
      run('Surprise me', 'random'),
    ],
  };
}

function oneCommand(command: Command<Deps>, deps: Deps): Reply {
  const words = (command.words ?? []).map(({ word }) => word);
  const options = optionsOffered(command);
  const another = deps.commands[(deps.commands.indexOf(command) + 1) % deps.commands.length];
  return message(
    heading(fullName(command)),
    text(`${command.summary}.`),
    heading('Examples', 2),
    list(...command.examples.map((example): Inline[] => [code(example)])),
    options.length === 0 ? undefined : heading('You can add', 2),
    options.length === 0 ? undefined : list(...options.map(optionLine)),
    words.length === 0 ? undefined : quiet(`Also: ${words.join(', ')}.`),
    {
      type: 'actions',
      buttons: [
        ...(another === undefined || another === command
          ? []
          : [{ label: `Help: ${fullName(another)}`, action: helpOn(fullName(another)) }]),
        { label: 'All commands', action: { command: 'help', args: {}, mode: 'reply' } },
      ],
    },
  );
}

function optionLine(option: Option<Deps>): Inline[] {
  const asRest = option.type === 'text' && option.rest === true;
  const sample = {
    text: asRest ? option.name : `${option.name}:…`,
    choice: `${option.name}:${option.type === 'choice' ? (option.choices[0]?.value ?? '…') : '…'}`,
    integer: `${option.name}:30`,
    boolean: option.name,
    role: `${option.name}:…`,
    channel: `${option.name}:…`,
  }[option.type];
  return [code(sample), plain(` – ${option.summary}`)];
}

function findCommand(asked: string, deps: Deps): Command<Deps> | undefined {
  const folded = asked.toLowerCase().replace(/^\//, '');
  return (
    deps.commands.find((one) => fullName(one) === folded) ??
    deps.commands.find((one) => one.words?.some(({ word }) => word === folded))
  );
}

function helpOn(command: string) {
  return { command: 'help', args: { command }, mode: 'reply' as const };
}
