import { type Paint, paint, type Span } from './style.ts';
import { wrap } from './wrap.ts';

export interface GreetingFacts {
  version: string;
  /** How many there are. */
  resources: number;
  topics: number;
  /** What people type before a command elsewhere, without the slash. */
  commandName: string;
  columns: number;
  colour: boolean;
  /** How to connect Slack or Discord, one line each. */
  connectLines: readonly string[];
}

const examples = [
  ['docker', 'the best resources on a topic or a tool'],
  ['resource free docker book', 'what fits those words first'],
  ['topic drift', 'goal, steps and resources of a topic'],
  ['path', 'the whole study path, in order'],
  ['interview', 'exercises and interview questions'],
  ['help', 'everything there is to type'],
] as const;

const exampleWidth = Math.max(...examples.map(([typed]) => typed.length)) + 2;

/** The first screen: what this is, what to type, how to leave, and how to connect a platform. */
export function greeting(facts: GreetingFacts): string {
  const columns = Math.min(Math.max(Math.floor(facts.columns) || 80, 20), 100);
  const style: Paint = { colour: facts.colour, links: false };
  const { resources, topics, version, commandName } = facts;
  const about =
    `A study companion for future machine learning engineers: ${resources} resources and ${topics} topics ` +
    'in order, here in the terminal, with no account and no server.';
  const leave =
    'Tab completes words, a number alone presses a button, Ctrl-D leaves. ' +
    `/${commandName} in front, as in Slack and Discord, is understood too.`;
  return [
    ...wrap([{ text: `MLOps Companion ${version}`, look: 'heading' }], columns),
    ...wrap([{ text: about }], columns),
    [],
    ...wrap([{ text: 'Type', look: 'strong' }], columns),
    ...examples.flatMap(([typed, gives]) => exampleLines(typed, gives, columns)),
    [],
    ...wrap([{ text: leave }], columns),
    ...(facts.connectLines.length === 0 ? [] : [[]]),
    ...facts.connectLines.flatMap((line) => wrap([{ text: line, look: 'quiet' }], columns)),
  ]
    .map((line) => paint(line, style).trimEnd())
    .join('\n');
}

function exampleLines(typed: string, gives: string, columns: number) {
  const shown: Span = { text: typed, look: 'code' };
  if (columns < exampleWidth + 30) return wrap([shown], columns, [{ text: '  ' }]);
  const pad = ' '.repeat(exampleWidth - typed.length);
  return wrap([{ text: gives }], columns, [{ text: '  ' }, shown, { text: pad }]);
}
