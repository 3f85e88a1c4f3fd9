import type { ActionsBlock, PlainTextOption, Button as SlackButton } from '@slack/types';
import type { Ids } from '../../chat/ids.ts';
import { clean, httpUrl, isVisible } from '../../chat/legible.ts';
import type { Actions, Button, Select } from '../../chat/reply.ts';
import { limits } from './limits.ts';
import { plainText } from './rich.ts';

/** Rows of buttons; a button whose address or action cannot be written is left out. */
export function buttonRows({ buttons }: Actions, ids: Ids): ActionsBlock[] {
  const elements = buttons.flatMap((button) => slackButton(button, ids));
  const rows: ActionsBlock[] = [];
  for (let start = 0; start < elements.length; start += limits.actionsElements) {
    rows.push({ type: 'actions', elements: elements.slice(start, start + limits.actionsElements) });
  }
  return rows;
}

function slackButton(button: Button, ids: Ids): SlackButton[] {
  const text = plainText(isVisible(button.label) ? button.label : 'Open', limits.buttonText);
  if ('url' in button) {
    const url = httpUrl(button.url, limits.url);
    return url === undefined ? [] : [{ type: 'button', text, url, action_id: ids.page() }];
  }
  const id = ids.action(button.action);
  if (id === undefined) return [];
  return [
    {
      type: 'button',
      text,
      action_id: id,
      ...(button.style === undefined ? {} : { style: button.style }),
    },
  ];
}

/** A menu, or nothing when it has no option that fits. */
export function selectRow({ placeholder, action, fills, options }: Select, ids: Ids): ActionsBlock[] {
  const choices = choicesOf(options);
  const id = choices.length === 0 ? undefined : ids.choice(action, fills);
  if (id === undefined) return [];
  const shown = isVisible(placeholder) ? placeholder : 'Choose';
  const label = choices.length < options.length ? `${shown} (${choices.length} of ${options.length})` : shown;
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: id,
          placeholder: plainText(label, limits.placeholder),
          options: choices,
        },
      ],
    },
  ];
}

/** All text of one menu, so that a long one leaves room for what the message says. */
const menuText = 3000;

/** An option is left out when its value is too long, comes twice or would not arrive unchanged: an id is never cut. */
export function choicesOf(
  options: readonly { label: string; description?: string; value: string }[],
): PlainTextOption[] {
  const values = new Set<string>();
  const fitting = options.filter(({ value }) => {
    const usable = value !== '' && value.length <= limits.optionValue && clean(value).trim() === value;
    if (!usable || values.has(value)) return false;
    values.add(value);
    return true;
  });
  const choices = fitting.slice(0, limits.options).map(choiceOf);
  if (lengthOf(choices) <= menuText) return choices;
  const bare = choices.map(({ description: _, ...choice }) => choice);
  while (lengthOf(bare) > menuText) bare.pop();
  return bare;
}

function choiceOf({ label, description = '', value }: Select['options'][number]): PlainTextOption {
  return {
    text: plainText(isVisible(label) ? label : value, limits.optionText),
    value,
    ...(isVisible(description) ? { description: plainText(description, limits.optionText) } : {}),
  };
}

function lengthOf(choices: readonly PlainTextOption[]): number {
  return choices.reduce((sum, one) => sum + one.text.text.length + (one.description?.text.length ?? 0), 0);
}
