import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { encodeAction } from '../../chat/action.ts';
import { clean, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Field, Form } from '../../chat/reply.ts';
import { choicesOf } from './controls.ts';
import { limits } from './limits.ts';
import { plainText, richBlock, richText, section } from './rich.ts';

/**
 * A modal. `callback_id` is the encoded action to run when it is sent; each field's `block_id` and `action_id` are its
 * name. `context` comes back as `private_metadata`; over 3000 characters it is left out, since a part of it means nothing.
 */
export function renderForm(form: Form, context = ''): ModalView {
  const names = new Set<string>();
  const fields = form.fields.flatMap((field) => {
    const name = shorten(oneLine(field.name), limits.actionId);
    if (!isVisible(name) || names.has(name)) return [];
    names.add(name);
    return inputBlock(field, name);
  });
  const intro = richText([{ type: 'plain', text: form.intro ?? '' }]);
  const blocks: KnownBlock[] = [
    ...(intro.length === 0 ? [] : [richBlock(section(...intro))]),
    ...fields.slice(0, limits.viewBlocks - 1),
  ];
  return {
    type: 'modal',
    callback_id: encodeAction(form.submit).slice(0, limits.actionId),
    ...(context === '' || context.length > limits.privateMetadata ? {} : { private_metadata: context }),
    title: plainText(isVisible(form.title) ? form.title : 'Form', limits.viewTitle),
    submit: plainText(isVisible(form.submitLabel) ? form.submitLabel : 'Send', limits.viewTitle),
    close: plainText('Cancel', limits.viewTitle),
    blocks: blocks.length === 0 ? [{ type: 'divider' }] : blocks,
  };
}

function inputBlock(field: Field, name: string): InputBlock[] {
  const base = {
    type: 'input' as const,
    block_id: name,
    label: plainText(isVisible(field.label) ? field.label : name, limits.label),
    optional: field.optional === true,
  };
  switch (field.type) {
    case 'text': {
      const value = clean(field.value ?? '')
        .slice(0, limits.inputValue)
        .toWellFormed();
      const placeholder = field.placeholder ?? '';
      return [
        {
          ...base,
          element: {
            type: 'plain_text_input',
            action_id: name,
            multiline: field.long === true,
            max_length: limits.inputValue,
            ...(!isVisible(value) ? {} : { initial_value: value }),
            ...(isVisible(placeholder) ? { placeholder: plainText(placeholder, limits.placeholder) } : {}),
          },
        },
      ];
    }
    case 'choice': {
      const options = choicesOf(field.options);
      const chosen = options.find(({ value }) => value === field.value);
      if (options.length === 0) return [];
      return [
        {
          ...base,
          element: {
            type: 'static_select',
            action_id: name,
            options,
            ...(chosen === undefined ? {} : { initial_option: chosen }),
          },
        },
      ];
    }
    default:
      return field satisfies never;
  }
}
