import type { ActionsBlock, InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Args, Command, Suggestion } from '../../chat/command.ts';
import { isVisible, oneLine, shorten } from '../../chat/legible.ts';
import { limits } from './limits.ts';
import { shortcuts } from './names.ts';
import { plainText } from './rich.ts';

/** The modal that searches: a query with suggestions, and what narrows it. It is sent to the command `resource`. */
export const searchForm = { callbackId: 'find', command: 'resource', query: 'query' } as const;

/** Opens the search, and opens it again below its results. */
export const openSearchId = 'find|open';
export const searchAgainId = 'find|again';

type Options = Command<never>['options'];

/** `options` are those of the command. */
export function searchView(options: Options): ModalView {
  return {
    type: 'modal',
    callback_id: searchForm.callbackId,
    title: plainText(shortcuts.find.name, limits.viewTitle),
    submit: plainText('Search', limits.viewTitle),
    close: plainText('Cancel', limits.viewTitle),
    blocks: [queryField, ...options.flatMap(choiceField)],
  };
}

const queryField: InputBlock = {
  type: 'input',
  block_id: searchForm.query,
  label: plainText('What are you looking for?', limits.label),
  element: {
    type: 'external_select',
    action_id: searchForm.query,
    min_query_length: 0,
    placeholder: plainText('A topic, a tool, an author, a question', limits.placeholder),
  },
};

const narrowing: Readonly<Record<string, string>> = { kind: 'Kind', level: 'Level' };

function choiceField(option: Options[number]): InputBlock[] {
  const label = narrowing[option.name];
  if (label === undefined || option.type !== 'choice') return [];
  return [
    {
      type: 'input',
      block_id: option.name,
      optional: true,
      label: plainText(label, limits.label),
      element: {
        type: 'static_select',
        action_id: option.name,
        placeholder: plainText('Any', limits.placeholder),
        options: option.choices.map(optionOf),
      },
    },
  ];
}

/** Below results in the modal. */
export function searchAgainRow(): ActionsBlock {
  const text = plainText('New search', limits.buttonText);
  return {
    type: 'actions',
    block_id: searchAgainId,
    elements: [{ type: 'button', text, action_id: searchAgainId }],
  };
}

/**
 * The options that Slack shows under what was typed. What was typed comes first, since a field of this kind takes only
 * what it offers.
 */
export function suggestedOptions(typed: string, suggestions: readonly Suggestion[]): PlainTextOption[] {
  const own = shorten(oneLine(typed), limits.optionValue);
  const free = isVisible(own) ? [{ label: `Search for “${own}”`, value: own }] : [];
  const values = new Set<string>();
  return [...free, ...suggestions]
    .map(({ label, value }) => optionOf({ label, value }))
    .filter(({ value = '' }) => {
      if (value === '' || values.has(value)) return false;
      values.add(value);
      return true;
    })
    .slice(0, limits.options);
}

/** A value that is too long is cut at a word: it is searched for, so a part of it finds the same. */
function optionOf({ label, value }: Suggestion): PlainTextOption {
  const short = shorten(oneLine(value), limits.optionValue).replace(/…$/, '');
  return { text: plainText(isVisible(label) ? label : short, limits.optionText), value: short };
}

/** What a person filled in, by field. */
type Filled = Readonly<Record<string, Readonly<Record<string, FilledField>>>>;

interface FilledField {
  value?: string | null;
  selected_option?: { value: string } | null;
}

/** The values of a modal's fields as arguments; the name of a field is its block's id. */
export function argsOf(filled: Filled): Args {
  return Object.fromEntries(
    Object.entries(filled).flatMap(([name, fields]) => {
      const [field] = Object.values(fields);
      const value = field?.selected_option?.value ?? field?.value ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}
