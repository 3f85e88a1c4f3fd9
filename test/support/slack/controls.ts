import { isObject, type Json, listAt } from '../shape.ts';
import { chosenOption, isMenu, type Typed } from './view-values.ts';

/** What a person presses: a button by what it says, or any control by its action_id. */
export type Pressed = string | { actionId: string };

/** The action that Slack sends for a button. Throws, and says what there is, when there is no such button. */
export function pressOn(blocks: readonly Json[], pressed: Pressed): Json {
  const buttons = controlsIn(blocks).filter(({ element }) => element.type === 'button');
  const found = buttons.find(({ element }) =>
    typeof pressed === 'string' ? labelOf(element) === pressed : element.action_id === pressed.actionId,
  );
  if (found === undefined) {
    const labels = buttons.map(({ element }) => labelOf(element)).join(', ');
    throw new Error(`there is no button ${JSON.stringify(pressed)} to press: ${labels || 'none at all'}`);
  }
  const { value, text, url } = found.element;
  return {
    ...named(found),
    text,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
  };
}

/** The action that Slack sends for a choice in a menu, the one with that option if none is named. */
export function choiceIn(blocks: readonly Json[], chosen: Typed, actionId?: string): Json {
  const value = typeof chosen === 'string' ? chosen : chosen.value;
  const menus = controlsIn(blocks).filter(({ element, tells }) => tells && isMenu(element));
  const found =
    actionId === undefined
      ? menus.find(({ element }) => element.type === 'external_select' || offers(element, value))
      : menus.find(({ element }) => element.action_id === actionId);
  if (found === undefined) throw new Error(`no menu offers ${value}; there are ${menus.length}`);
  const { placeholder } = found.element;
  return {
    ...named(found),
    selected_option: chosenOption(found.element, chosen),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}

interface Control {
  readonly blockId: unknown;
  readonly element: Json;
  /** Whether Slack tells the app at once. */
  readonly tells: boolean;
}

function controlsIn(blocks: readonly Json[]): Control[] {
  return blocks.flatMap((block) =>
    [...listAt(block.elements), block.accessory, block.element]
      .filter(isObject)
      .map((element) => ({ blockId: block.block_id, element, tells: block.type !== 'input' || told(block) })),
  );
}

/** An input tells the app of a choice only if it says so; else the choice comes with the submission. */
function told({ dispatch_action }: Json): boolean {
  return dispatch_action === true;
}

function named({ blockId, element }: Control): Json {
  return { type: element.type, action_id: element.action_id, block_id: blockId };
}

function labelOf({ text }: Json): string {
  return isObject(text) ? String(text.text) : '';
}

function offers({ options }: Json, value: string): boolean {
  return listAt(options).some((option) => isObject(option) && option.value === value);
}
