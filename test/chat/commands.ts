import type { Args, Caller, Command } from '../../src/chat/command.ts';
import { message, text } from '../../src/chat/reply.ts';

/** What the tiny commands tell of their runs. */
export interface Log {
  ran: { command: string; args: Args }[];
}

const shared = (args: Args) => (args.share === true ? 'channel' : 'private');
const share = { name: 'share', type: 'boolean', summary: 'show it to everybody' } as const;
const opens = () => 'reply' as const;

const told = (command: string, args: Args, { ran }: Log) => {
  ran.push({ command, args });
  return Promise.resolve(message(text(`${command} ran`)));
};

export const resource: Command<Log> = {
  name: 'resource',
  summary: 'Find things',
  words: [{ word: 'find' }],
  examples: ['resource docker'],
  options: [
    {
      name: 'query',
      type: 'text',
      summary: 'what to look for',
      rest: true,
      grammar: true,
      maxLength: 20,
      suggest: (prefix) =>
        prefix === 'break'
          ? Promise.reject(new Error('no suggestions'))
          : Promise.resolve(
              Array.from({ length: 40 }, (_, at) => ({ label: `${prefix}${at}`, value: `${at}` })),
            ),
    },
    { name: 'kind', type: 'choice', summary: 'a kind', choices: [{ value: 'book', label: 'Book' }] },
    { name: 'page', type: 'integer', summary: 'a page', min: 1, max: 9, hidden: true },
    share,
  ],
  visibility: shared,
  opens,
  run: (args, { deps }) => told('resource', args, deps),
};

export const browse: Command<Log> = {
  name: 'browse',
  summary: 'Leaf through',
  words: [{ word: 'books', args: { kind: 'book' } }],
  examples: ['browse books'],
  options: [
    { name: 'section', type: 'text', summary: 'a section', rest: true },
    {
      name: 'kind',
      type: 'choice',
      summary: 'a kind',
      choices: [
        { value: 'book', label: 'Books' },
        { value: 'course', label: 'Courses' },
      ],
    },
    { name: 'stage', type: 'integer', summary: 'a stage', min: 1, max: 15 },
    { name: 'by', type: 'text', summary: 'an author' },
    share,
  ],
  visibility: shared,
  opens,
  run: (args, { deps }) => told('browse', args, deps),
};

export const help: Command<Log> = {
  name: 'help',
  summary: 'What there is',
  examples: ['help'],
  options: [{ name: 'command', type: 'text', summary: 'a command', rest: true }],
  visibility: () => 'private',
  opens,
  run: (args, { deps }) => told('help', args, deps),
};

export const dailyOn: Command<Log> = {
  name: 'on',
  group: 'daily',
  summary: 'Switch it on',
  examples: ['daily on at:09:00'],
  options: [
    { name: 'at', type: 'text', summary: 'a time such as 09:00', required: true },
    { name: 'channel', type: 'channel', summary: 'a channel' },
  ],
  visibility: () => 'channel',
  opens,
  run: (args, { deps }) => told('daily on', args, deps),
};

const broken: Command<Log> = {
  name: 'broken',
  summary: 'Breaks',
  examples: ['broken'],
  options: [{ name: 'how', type: 'text', summary: 'how', rest: true }, share],
  visibility: (args) => {
    if (args.how === 'late') throw new Error('visibility broke');
    return 'channel';
  },
  opens,
  run: (args) => (args.how === 'late' ? Promise.resolve(message()) : Promise.reject(new Error('it broke'))),
};

export const commands = [resource, browse, help, dailyOn, broken];

export const caller: Caller = {
  person: { platform: 'terminal', id: 'me' },
  locale: 'en',
  may: () => Promise.resolve({ may: true }),
};
