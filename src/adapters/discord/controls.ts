import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIButtonComponentWithURL,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord-api-types/v10';
import type { Ids } from '../../chat/ids.ts';
import { clean, httpUrl, isVisible, oneLine, shorten } from '../../chat/legible.ts';
import type { Actions, Button, Select } from '../../chat/reply.ts';
import { buttonStyles, limits, types } from './limits.ts';
import { maskedLink } from './markdown.ts';
import type { Unit } from './unit.ts';

/** Rows of five. A page whose address is too long for a button becomes a link in the text. */
export function buttonUnits({ buttons }: Actions, ids: Ids): Unit[] {
  const shown = buttons.flatMap((button) => discordButton(button, ids));
  const links = buttons.flatMap((button) => ('url' in button ? longLink(button) : []));
  const rows: Unit[] = [];
  for (let start = 0; start < shown.length; start += limits.buttonsInRow) {
    rows.push(control(row(...shown.slice(start, start + limits.buttonsInRow))));
  }
  return [...links, ...rows];
}

/** A button that opens a page, when its address is one that a button takes. */
export function linkButton(label: string, url: string): APIButtonComponentWithURL | undefined {
  const address = httpUrl(url, limits.linkUrl);
  if (address === undefined) return undefined;
  return { type: types.button, style: buttonStyles.link, label: labelOf(label), url: address };
}

function discordButton(button: Button, ids: Ids): APIButtonComponent[] {
  if ('url' in button) {
    const link = linkButton(button.label, button.url);
    return link === undefined ? [] : [link];
  }
  const id = ids.action(button.action);
  if (id === undefined) return [];
  const style = buttonStyles[button.style ?? 'secondary'];
  return [{ type: types.button, style, label: labelOf(button.label), custom_id: id }];
}

function labelOf(label: string): string {
  return isVisible(label) ? shorten(oneLine(label), limits.buttonLabel) : 'Open';
}

function longLink({ label, url }: { label: string; url: string }): Unit[] {
  if (httpUrl(url, limits.linkUrl) !== undefined || httpUrl(url, 1400) === undefined) return [];
  const content = maskedLink(labelOf(label), url, 1700);
  return [{ role: 'content', count: 1, pieces: [{ kind: 'text', content }] }];
}

/** A menu, or nothing when it has no option that fits. */
export function selectUnits({ placeholder, action, fills, options }: Select, ids: Ids): Unit[] {
  const choices = choicesOf(options);
  const id = choices.length === 0 ? undefined : ids.choice(action, fills);
  if (id === undefined) return [];
  const shown = isVisible(placeholder) ? oneLine(placeholder) : 'Choose';
  const label = choices.length < options.length ? `${shown} (${choices.length} of ${options.length})` : shown;
  const menu = {
    type: types.stringSelect,
    custom_id: id,
    placeholder: shorten(label, limits.placeholder),
    options: choices,
  };
  return [control(row(menu))];
}

/** An option is left out when its value is too long, comes twice or would not arrive unchanged: an id is never cut. */
export function choicesOf(options: Select['options'], chosen?: string): APISelectMenuOption[] {
  const values = new Set<string>();
  const fitting = options.filter(({ value }) => {
    const usable = value !== '' && value.length <= limits.optionValue && clean(value).trim() === value;
    if (!usable || values.has(value)) return false;
    values.add(value);
    return true;
  });
  return fitting.slice(0, limits.options).map(({ label, description = '', value }) => ({
    label: shorten(oneLine(isVisible(label) ? label : value), limits.optionText),
    value,
    ...(isVisible(description) ? { description: shorten(oneLine(description), limits.optionText) } : {}),
    ...(value === chosen ? { default: true } : {}),
  }));
}

function row(
  ...components: APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: types.actionRow, components };
}

function control(component: APIActionRowComponent<APIComponentInMessageActionRow>): Unit {
  return { role: 'control', count: 0, pieces: [{ kind: 'component', component }] };
}
