import { isObject, type Json, listAt } from '../shape.ts';

/** What a person fills in: words, or an option (its value is enough where the menu holds the option itself). */
export type Typed = string | { value: string; text: string };

/** Values by block_id, then by action_id, as payloads carry them. */
export type Values = Record<string, Record<string, Json>>;

/** What a view or a message holds before anybody touches it. */
export function initialValues(blocks: readonly Json[]): Values {
  const values: Values = {};
  for (const { blockId, element } of fieldsOf(blocks)) {
    const first = isMenu(element)
      ? { selected_option: element.initial_option ?? null }
      : { value: element.initial_value ?? null };
    values[blockId] = { ...values[blockId], [String(element.action_id)]: { type: element.type, ...first } };
  }
  return values;
}

/** With what an action has just chosen. */
export function valuesAfter(action: Json, values: Values): Values {
  if (action.selected_option === undefined) return values;
  const [blockId, actionId] = [String(action.block_id), String(action.action_id)];
  const held = { type: action.type, selected_option: action.selected_option };
  return { ...values, [blockId]: { ...values[blockId], [actionId]: held } };
}

/**
 * Throws where Slack's own window would not let a person send what they filled in: an input that is empty but not
 * optional.
 */
export function checkComplete(blocks: readonly Json[], values: Values): void {
  for (const { blockId, element, required } of fieldsOf(blocks)) {
    const held = values[blockId]?.[String(element.action_id)];
    if (required && [undefined, null, ''].some((none) => none === (held?.value ?? held?.selected_option))) {
      throw new Error(`Slack would not send this: ${blockId} is empty`);
    }
  }
}

/**
 * What a person fills in, by block_id. Throws at an input that is not there, words that are too long or too short, and an
 * option that is not offered.
 */
export function typedValues(blocks: readonly Json[], typed: Readonly<Record<string, Typed>>): Values {
  const fields = fieldsOf(blocks);
  const entries = Object.entries(typed).map(([blockId, one]) => {
    const field = fields.find((candidate) => candidate.blockId === blockId);
    if (field === undefined) {
      throw new Error(`no input ${blockId}: ${fields.map((other) => other.blockId).join(', ')}`);
    }
    return [blockId, { [String(field.element.action_id)]: filledIn(field.element, one) }] as const;
  });
  return Object.fromEntries(entries);
}

/** All that blocks hold, with a person's draft in the inputs that are still there. */
export function heldValues(blocks: readonly Json[], draft: Values): Values {
  const values = initialValues(blocks);
  for (const { blockId, element } of fieldsOf(blocks)) {
    const actionId = String(element.action_id);
    const held = draft[blockId]?.[actionId];
    if (held !== undefined) values[blockId] = { ...values[blockId], [actionId]: held };
  }
  return values;
}

function filledIn(element: Json, typed: Typed): Json {
  if (isMenu(element)) return { type: element.type, selected_option: chosenOption(element, typed) };
  const value = typeof typed === 'string' ? typed : typed.value;
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
  if (value.length < least || value.length > most) {
    throw new Error(`Slack would not send ${value.length} characters: it takes ${least} to ${most}`);
  }
  return { type: element.type, value: value === '' ? null : value };
}

/** The whole option, as payloads carry it. */
export function chosenOption(element: Json, typed: Typed): Json {
  const value = typeof typed === 'string' ? typed : typed.value;
  const option = listAt(element.options)
    .filter(isObject)
    .find((one) => one.value === value);
  if (option !== undefined) return option;
  if (element.type === 'external_select') {
    const text = typeof typed === 'string' ? typed : typed.text;
    return { text: { type: 'plain_text', text, emoji: true }, value };
  }
  throw new Error(`the menu offers no ${value}`);
}

export function isMenu(element: Json): boolean {
  return element.type === 'static_select' || element.type === 'external_select';
}

interface Field {
  readonly blockId: string;
  readonly element: Json;
  readonly required: boolean;
}

/** Inputs, and menus anywhere: both are part of the state. */
function fieldsOf(blocks: readonly Json[]): Field[] {
  return blocks.flatMap((block) => {
    const blockId = String(block.block_id);
    if (block.type === 'input' && isObject(block.element)) {
      return [{ blockId, element: block.element, required: block.optional !== true }];
    }
    const menus = [...listAt(block.elements), block.accessory].filter(isObject).filter(isMenu);
    return menus.map((element) => ({ blockId, element, required: false }));
  });
}
