import type {
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APITextDisplayComponent,
} from 'discord-api-types/v10';
import { encodeAction } from '../../chat/action.ts';
import { clean, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Field, Form } from '../../chat/reply.ts';
import { choicesOf } from './controls.ts';
import { inputStyles, limits, types } from './limits.ts';
import { markdown } from './markdown.ts';

/** The data of a modal response. Its `custom_id` is the encoded action to run when it is sent; each field's is its name. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const names = new Set<string>();
  const fields = form.fields.flatMap((field) => {
    const name = shorten(oneLine(field.name), limits.customId);
    if (!isVisible(name) || names.has(name)) return [];
    names.add(name);
    return labelled(field, name);
  });
  const kept = fields.slice(0, limits.modalComponents);
  const intro = markdown([{ type: 'plain', text: form.intro ?? '' }], 1800);
  const said = kept.length === 0 && intro === '' ? 'There is nothing to fill in.' : intro;
  const introduced: APITextDisplayComponent[] =
    said === '' || kept.length === limits.modalComponents ? [] : [{ type: types.textDisplay, content: said }];
  return {
    custom_id: encodeAction(form.submit).slice(0, limits.customId),
    title: shorten(isVisible(form.title) ? oneLine(form.title) : 'Form', limits.modalTitle),
    components: [...introduced, ...kept],
  };
}

function labelled(field: Field, name: string): APILabelComponent[] {
  const label = shorten(oneLine(isVisible(field.label) ? field.label : name), limits.fieldLabel);
  const required = field.optional !== true;
  switch (field.type) {
    case 'text': {
      const value = clean(field.value ?? '')
        .slice(0, limits.inputValue)
        .toWellFormed();
      const placeholder = shorten(oneLine(field.placeholder ?? ''), limits.fieldPlaceholder);
      return [
        {
          type: types.label,
          label,
          component: {
            type: types.textInput,
            custom_id: name,
            style: field.long === true ? inputStyles.paragraph : inputStyles.short,
            required,
            max_length: limits.inputValue,
            ...(!isVisible(value) ? {} : { value }),
            ...(isVisible(placeholder) ? { placeholder } : {}),
          },
        },
      ];
    }
    case 'choice': {
      const options = choicesOf(field.options, field.value);
      if (options.length === 0) return [];
      return [
        {
          type: types.label,
          label,
          component: { type: types.stringSelect, custom_id: name, required, options },
        },
      ];
    }
    default:
      return field satisfies never;
  }
}
