import { nearest } from '../catalog/nearest.ts';
import { heading, type Message, message, text } from '../chat/reply.ts';
import { fullName } from '../chat/typed.ts';
import { buttonsOf } from './daily-here.ts';
import type { Deps } from './deps.ts';

/** What people call a part of it that has another name. */
const others: Readonly<Record<string, string>> = {
  send: 'preview',
  now: 'preview',
  post: 'preview',
  show: 'preview',
  start: 'on',
  change: 'on',
  set: 'on',
  stop: 'off',
  end: 'off',
  unpause: 'resume',
};

/** The words after "daily" name no part of it. */
export function noSuchPart(other: string, { commands }: Pick<Deps, 'commands'>): Message {
  const parts = commands.filter(({ group }) => group === 'daily');
  const names = parts.map(({ name }) => name);
  const [first = ''] = other.toLowerCase().split(' ');
  const known = Object.hasOwn(others, first) ? others[first] : undefined;
  const near = known ?? nearest(first, names);
  const offered = parts.filter(({ name }) => name === near || name === 'status');
  const shown = first.slice(0, 40).toWellFormed();
  return message(
    heading('Which part of daily?'),
    text(`daily has ${names.join(', ')}, and nothing called “${shown}”.`),
    near === undefined ? undefined : text(`You may mean daily ${near}: ${summaryOf(near, parts)}.`),
    buttonsOf(
      ...offered
        .toSorted((a, b) => Number(b.name === near) - Number(a.name === near))
        .map((part) => ({
          label: fullName(part),
          action: { command: fullName(part), args: {}, mode: 'reply' as const },
          ...(part.name === near ? { style: 'primary' as const } : {}),
        })),
    ),
  );
}

function summaryOf(near: string, parts: readonly { name: string; summary: string }[]): string {
  const summary = parts.find(({ name }) => name === near)?.summary ?? '';
  return `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
}
