import { isObject, type Json, listAt } from '../../support/shape.ts';
import type { Exchange } from '../../support/slack/exchange.ts';
import type { ShownMessage } from '../../support/slack/timeline.ts';

/** What a person sees on the loopback Slack, and waits for. */

export const working = 'Working on it…';

/** What a command is answered with in the end: on a busy machine the acknowledgement only says that it is worked on. */
export async function answerOf(exchange: Exchange): Promise<ShownMessage> {
  const { shown } = exchange;
  return shown === undefined || shown.text === working ? only(await exchange.until(1)) : shown;
}

/** The id of the message that was sent to the bot; what answers it stands in its thread. */
export function tsOf({ sent: { event } }: Exchange): unknown {
  return isObject(event) ? event.ts : undefined;
}

export function only<T>(all: readonly T[]): T {
  const [first, ...others] = all;
  if (first === undefined || others.length > 0) throw new Error(`there is not one, but ${all.length}`);
  return first;
}

/** Elements of buttons and menus, in order. */
function controlsOf({ blocks }: { blocks: readonly Json[] }): Json[] {
  return blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => listAt(elements))
    .filter(isObject);
}

export function labelsOf(place: { blocks: readonly Json[] }): string[] {
  return controlsOf(place)
    .filter(({ type }) => type === 'button')
    .map(({ text }) => (isObject(text) ? String(text.text) : ''));
}

/** The values of the first menu. */
export function optionsOf(place: { blocks: readonly Json[] }): string[] {
  const menu = controlsOf(place).find(({ type }) => type === 'static_select');
  return listAt(menu?.options)
    .filter(isObject)
    .map(({ value }) => String(value));
}

/** All that is written in it. */
export function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join('\n');
  if (!isObject(value)) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : wordsIn(inner)))
    .join('\n');
}

/** Ids of people that it calls by name. */
export function calledIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(calledIn);
  if (!isObject(value)) return [];
  return value.type === 'user' ? [String(value.user_id)] : Object.values(value).flatMap(calledIn);
}
