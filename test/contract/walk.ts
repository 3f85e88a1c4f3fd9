import { type Action, encodeAction } from '../../src/chat/action.ts';
import type { Args, Caller, Command } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { fullName } from '../../src/chat/typed.ts';
import type { Bot } from '../../src/commands/bot.ts';
import type { Deps } from '../../src/commands/deps.ts';

/** One answer of the bot, and how one gets to it. */
export interface Visit {
  how: string;
  answer: Answer;
}

interface Step {
  how: string;
  ask: () => Promise<Answer>;
  /** How many presses it is away from what a person typed or filled in; turning a page is none. */
  depth: number;
}

/**
 * What a person can come to see: each example and each value that an option offers or knows (topics, choices, what is
 * suggested), every page of it, and everything one press or choice away. Stops at `cap` answers.
 */
export async function walk(bot: Bot, caller: Caller, cap: number): Promise<Visit[]> {
  const { dispatcher, deps } = bot;
  const queue: Step[] = [];
  const seen = new Set<string>();
  const visits: Visit[] = [];

  const call = (command: string, args: Args, depth: number) => {
    const key = encodeAction({ command, args, mode: 'reply' });
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ how: key, depth, ask: () => dispatcher.call(command, args, caller) });
  };

  for (const line of linesToType(deps.commands)) {
    queue.push({ how: line, depth: 0, ask: () => dispatcher.type(line, caller) });
  }
  for (const command of deps.commands) {
    for (const args of await argsToTry(command, deps, caller)) call(fullName(command), args, 0);
  }
  for (let step = queue.shift(); step !== undefined && visits.length < cap; step = queue.shift()) {
    const answer = await step.ask();
    visits.push({ how: step.how, answer });
    for (const { command, args, mode } of actionsOf(answer.reply)) {
      const turns = step.depth === 0 && mode === 'update' && typeof args.page === 'number';
      const depth = turns ? 0 : step.depth + 1;
      // The same answer for everybody in the channel need not be seen for every page.
      if (depth <= 1 && !(args.share === true && args.page !== undefined)) call(command, args, depth);
    }
  }
  return visits;
}

/** Every action of a reply; a menu has one for each of its options. */
export function actionsOf(reply: Reply): Action[] {
  if (reply.type === 'form') return [reply.submit];
  return reply.blocks.flatMap((block): Action[] => {
    if (block.type === 'actions') {
      return block.buttons.flatMap((button) => ('action' in button ? [button.action] : []));
    }
    if (block.type !== 'select') return [];
    const { action, fills, options } = block;
    return options.map(({ value }) => ({ ...action, args: { ...action.args, [fills]: value } }));
  });
}

const oddLines = [
  '',
  ' ',
  'docker',
  'hepl docker',
  'resource asdfghjkl',
  'topic asdfghjkl',
  'practice asdfghjkl',
  'browse asdfghjkl',
  'path asdfghjkl',
  'help asdfghjkl',
  'resource kind:',
  'resource "unbalanced',
  'browse limit:25',
  'resource python limit:10',
  '@everyone <!channel> <@U1> <script> \u202Eabc \0',
  'resource *bold* _x_ [a](https://b.example) ](c)',
  'resource 👩‍👩‍👧‍👦🇮🇳',
  `resource ${'long '.repeat(2_000)}`,
  'x'.repeat(10_000),
];

function linesToType(commands: readonly Command<Deps>[]): string[] {
  return [...commands.flatMap((one) => [fullName(one), ...one.examples]), ...oddLines];
}

/** Each value that an option offers, one option at a time; every topic where topics are asked for. */
async function argsToTry(command: Command<Deps>, deps: Deps, caller: Caller): Promise<Args[]> {
  const all: Args[] = [{}];
  for (const option of command.options) {
    const values: (string | number | boolean)[] = [];
    if (option.type === 'choice') values.push(...option.choices.map(({ value }) => value));
    if (option.type === 'boolean') values.push(true);
    if (option.type === 'text') {
      const suggested = (await option.suggest?.('', { caller, deps }, 25)) ?? [];
      values.push(...suggested.map(({ value }) => value));
      if (option.name === 'topic' || option.name === 'name')
        values.push(...deps.catalog.topics.map(({ id }) => id));
    }
    all.push(...values.map((value) => ({ [option.name]: value })));
  }
  return all;
}
