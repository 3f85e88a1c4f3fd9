import type { Caller, Command } from '../../../src/chat/command.ts';
import { createDispatcher } from '../../../src/chat/dispatch.ts';
import { type Form, heading, message, type Reply, text } from '../../../src/chat/reply.ts';

/** A dispatcher of tiny commands: a search with pages, and a form that sends to it. */
const topics = ['docker', 'Docker notes', 'drift', 'model serving', 'model registry'];

const form: Form = {
  type: 'form',
  title: 'Daily post',
  fields: [
    { type: 'text', name: 'query', label: 'What', placeholder: 'docker' },
    {
      type: 'choice',
      name: 'kind',
      label: 'Kind',
      options: [
        { value: 'book', label: 'A book' },
        { value: 'course', label: 'A course' },
      ],
    },
    { type: 'text', name: 'note', label: 'Note', optional: true },
  ],
  submitLabel: 'Send',
  submit: { command: 'resource', args: { page: 7 }, mode: 'reply' },
};

const resource: Command<undefined> = {
  name: 'resource',
  summary: 'finds',
  words: [{ word: 'find' }],
  options: [
    {
      name: 'query',
      type: 'text',
      summary: 'what',
      rest: true,
      async suggest(prefix) {
        return topics
          .filter((topic) => topic.toLowerCase().includes(prefix.toLowerCase()))
          .map((topic) => ({ label: topic, value: topic }));
      },
    },
    {
      name: 'kind',
      type: 'choice',
      summary: 'kind',
      choices: [
        { value: 'book', label: 'Book' },
        { value: 'course', label: 'Course' },
      ],
    },
    { name: 'page', type: 'integer', summary: 'page', min: 1, max: 9 },
    { name: 'note', type: 'text', summary: 'note' },
  ],
  examples: [],
  visibility: () => 'private',
  opens: () => 'reply',
  async run(args): Promise<Reply> {
    const page = typeof args.page === 'number' ? args.page : 1;
    return message(heading(`Found ${JSON.stringify(args)}`), {
      type: 'actions',
      buttons: [
        { label: 'Next', action: { command: 'resource', args: { ...args, page: page + 1 }, mode: 'update' } },
      ],
    });
  },
};

const setup: Command<undefined> = {
  name: 'setup',
  summary: 'asks',
  options: [],
  examples: [],
  visibility: () => 'private',
  opens: () => 'form',
  run: async () => form,
};

const help: Command<undefined> = {
  ...setup,
  name: 'help',
  opens: () => 'reply',
  run: async () => message(text('Help is here')),
};

export const commands = [resource, setup, help];

export const caller: Caller = {
  person: { platform: 'terminal', id: 'me' },
  locale: 'en',
  may: async () => ({ may: true }),
};

export const dispatcher = createDispatcher({
  commands,
  deps: undefined,
  now: () => Temporal.Instant.from('2026-03-01T09:00:00Z'),
  onError(error) {
    throw error;
  },
  lookup: { knows: (line) => topics.includes(line), finds: () => false },
  random: () => 0.5,
});
