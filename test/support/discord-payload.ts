import { readDiscord } from './discord-markdown.ts';
import {
  checkCount,
  checkFields,
  checkHttp,
  checkStrings,
  checkText,
  checkUnique,
  createReport,
  isObject,
  type Json,
  listAt,
  type Report,
} from './shape.ts';

/**
 * What Discord would refuse or misread in the data of an interaction's answer, one line each. The figures are those of
 * discord.com/developers/docs/components/reference, written down here once more so that they do not come from the
 * renderer.
 */
export function discordMessageBreaches(payload: unknown, { calls = 'nobody' }: CallCheck = {}): string[] {
  const report = createReport();
  const message = isObject(payload) ? payload : {};
  const required = ['flags', 'components', 'allowed_mentions'];
  checkFields(message, { required, optional: ['attachments'] }, 'message', report);
  checkFlags(Number(message.flags), report);
  const called = callAbove(message.components);
  const leave = calls === 'once' && called !== undefined ? leaveFor(called) : leaveForNobody;
  if (JSON.stringify(message.allowed_mentions) !== leave) report.say('message', 'lets mentions call');
  const components = checkCount(message.components, { min: 1, max: 40 }, 'components', report);
  components.forEach((one, index) => {
    checkComponent(one, [1, 9, 10, 12, 13, 14, 17], `components[${index}]`, report);
  });
  const all = components.flatMap(withInner);
  if (all.length > 40) report.say('components', `are ${all.length} with those inside, more than 40`);
  const texts = all.filter(({ type }) => type === 10).map(({ content }) => String(content));
  const length = texts.join('').length;
  if (length > 4000) report.say('text', `has ${length} characters, more than 4000`);
  // A call for all is one for every @here and @everyone in the message, as far as Discord looks into code and addresses.
  const others = calls === 'nobody' || called === undefined ? texts : texts.slice(1);
  if (leave === leaveFor('@here') && /@(everyone|here)/i.test(others.join('\n')))
    report.say('text', 'calls all, since one call may');
  for (const text of others) {
    for (const danger of readDiscord(text).live) report.say('text', `is live: ${danger}`);
  }
  const ids = all.map(({ custom_id }) => custom_id).filter((id) => id !== undefined);
  checkUnique(ids, 'custom_id', 'message', report);
  checkAttachments(message, all, report);
  checkStrings(payload, 'message', report);
  return report.breaches;
}

/** Whether the first text may call somebody: nobody, once when it is posted, or no more where it stands already. */
export interface CallCheck {
  readonly calls?: 'nobody' | 'once' | 'no more';
}

const leaveForNobody = '{"parse":[]}';

function leaveFor(call: string): string {
  return call === '@here'
    ? '{"parse":["everyone"]}'
    : JSON.stringify({ parse: [], roles: [call.slice(3, -1)] });
}

/** "<@&123456789012345678>" or "@here", when that is all that the first text of a message says. */
export function callAbove(components: unknown): string | undefined {
  const [first] = listAt(components);
  const content = isObject(first) && first.type === 10 ? String(first.content) : '';
  return /^(<@&\d{17,20}>|@here)$/.test(content) ? content : undefined;
}

export function discordModalBreaches(payload: unknown): string[] {
  const report = createReport();
  const modal = isObject(payload) ? payload : {};
  checkFields(modal, { required: ['custom_id', 'title', 'components'] }, 'modal', report);
  checkText(modal.custom_id, { min: 1, max: 100 }, 'custom_id', report);
  checkText(modal.title, { min: 1, max: 45 }, 'title', report);
  const components = checkCount(modal.components, { min: 1, max: 5 }, 'components', report).filter(isObject);
  components.forEach((one, index) => {
    checkComponent(one, [10, 18], `components[${index}]`, report);
  });
  const ids = components.map(({ component }) => isObject(component) && component.custom_id);
  checkUnique(
    ids.filter((id) => typeof id === 'string'),
    'custom_id',
    'modal',
    report,
  );
  checkStrings(payload, 'modal', report);
  return report.breaches;
}

function checkFlags(flags: number, report: Report): void {
  const [suppressEmbeds, ephemeral, componentsV2] = [4, 64, 32_768];
  if ((flags & componentsV2) === 0) report.say('flags', 'lack IS_COMPONENTS_V2');
  if ((flags & suppressEmbeds) === 0) report.say('flags', 'lack SUPPRESS_EMBEDS');
  if ((flags & ~(suppressEmbeds | ephemeral | componentsV2)) !== 0) report.say('flags', `are ${flags}`);
}

function withInner(component: unknown): Json[] {
  if (!isObject(component)) return [];
  const accessory = component.accessory === undefined ? [] : [component.accessory];
  return [component, ...[...listAt(component.components), ...accessory].flatMap(withInner)];
}

function checkComponent(component: unknown, allowed: readonly number[], place: string, report: Report): void {
  if (!isObject(component) || !allowed.includes(Number(component.type))) {
    report.say(place, 'is no component for here');
    return;
  }
  const inner = (max: number, types: readonly number[]) => {
    checkFields(component, { required: ['type', 'components'], optional: ['accessory'] }, place, report);
    checkCount(component.components, { min: 1, max }, place, report).forEach((one, index) => {
      checkComponent(one, types, `${place}[${index}]`, report);
    });
  };
  switch (component.type) {
    case 1:
      checkRow(component, place, report);
      return;
    case 2:
      checkButton(component, place, report);
      return;
    case 3:
      checkSelect(component, place, report);
      return;
    case 4:
      checkInput(component, place, report);
      return;
    case 9:
      inner(3, [10]);
      checkComponent(component.accessory, [2], `${place} accessory`, report);
      return;
    case 10:
      checkFields(component, { required: ['type', 'content'] }, place, report);
      checkText(component.content, { min: 1, max: 4000 }, place, report);
      return;
    case 12:
      checkGallery(component, place, report);
      return;
    case 13:
      checkFields(component, { required: ['type', 'file'] }, place, report);
      return;
    case 14:
      checkFields(component, { required: ['type'], optional: ['divider', 'spacing'] }, place, report);
      return;
    case 17:
      inner(39, [1, 9, 10, 12, 13, 14]);
      return;
    case 18:
      checkFields(component, { required: ['type', 'label', 'component'] }, place, report);
      checkText(component.label, { min: 1, max: 45 }, place, report);
      checkComponent(component.component, [3, 4], `${place} field`, report);
      return;
    default:
      report.say(place, `has the unknown type ${String(component.type)}`);
      return;
  }
}

function checkRow(row: Json, place: string, report: Report): void {
  checkFields(row, { required: ['type', 'components'] }, place, report);
  const inside = checkCount(row.components, { min: 1, max: 5 }, place, report).filter(isObject);
  const menus = inside.filter(({ type }) => type === 3);
  if (menus.length > 0 && inside.length > 1) report.say(place, 'has a menu beside something');
  for (const one of inside) checkComponent(one, [2, 3], place, report);
}

function checkButton(button: Json, place: string, report: Report): void {
  const opens = button.style === 5;
  checkFields(button, { required: ['type', 'style', 'label', opens ? 'url' : 'custom_id'] }, place, report);
  checkText(button.label, { min: 1, max: 80 }, `${place} label`, report);
  if (opens) {
    checkHttp(button.url, 512, place, report);
    return;
  }
  if (![1, 2, 3, 4].includes(Number(button.style))) report.say(place, `has the style ${button.style}`);
  checkText(button.custom_id, { min: 1, max: 100 }, `${place} custom_id`, report);
}

function checkSelect(select: Json, place: string, report: Report): void {
  checkFields(
    select,
    { required: ['type', 'custom_id', 'options'], optional: ['placeholder', 'required'] },
    place,
    report,
  );
  checkText(select.custom_id, { min: 1, max: 100 }, `${place} custom_id`, report);
  if (select.placeholder !== undefined) checkText(select.placeholder, { min: 1, max: 150 }, place, report);
  const options = checkCount(select.options, { min: 1, max: 25 }, `${place} options`, report).filter(
    isObject,
  );
  for (const option of options) {
    checkFields(
      option,
      { required: ['label', 'value'], optional: ['description', 'default'] },
      place,
      report,
    );
    checkText(option.label, { min: 1, max: 100 }, `${place} option`, report);
    checkText(option.value, { min: 1, max: 100 }, `${place} option value`, report);
    if (option.description !== undefined) {
      checkText(option.description, { min: 1, max: 100 }, `${place} option description`, report);
    }
  }
  checkUnique(
    options.map(({ value }) => value),
    'value',
    place,
    report,
  );
}

function checkInput(input: Json, place: string, report: Report): void {
  const optional = ['required', 'max_length', 'value', 'placeholder'];
  checkFields(input, { required: ['type', 'custom_id', 'style'], optional }, place, report);
  checkText(input.custom_id, { min: 1, max: 100 }, place, report);
  if (input.style !== 1 && input.style !== 2) report.say(place, `has the style ${String(input.style)}`);
  if (input.value !== undefined) checkText(input.value, { min: 1, max: 4000 }, place, report);
  if (input.placeholder !== undefined) checkText(input.placeholder, { min: 1, max: 100 }, place, report);
}

function checkGallery(gallery: Json, place: string, report: Report): void {
  checkFields(gallery, { required: ['type', 'items'] }, place, report);
  for (const item of checkCount(gallery.items, { min: 1, max: 10 }, place, report).filter(isObject)) {
    checkFields(item, { required: ['media', 'description'] }, place, report);
    checkText(item.description, { min: 1, max: 1024 }, place, report);
    const url = isObject(item.media) ? item.media.url : undefined;
    if (!String(url).startsWith('attachment://')) checkHttp(url, 2048, place, report);
  }
}

/** Each attachment is named by a component and each named file is attached. */
function checkAttachments(message: Json, all: readonly Json[], report: Report): void {
  const media = all.flatMap((one) => [
    one.file,
    ...listAt(one.items).map((item) => isObject(item) && item.media),
  ]);
  const named = media
    .map((one) => (isObject(one) ? String(one.url) : ''))
    .filter((url) => url.startsWith('attachment://'));
  const attached = listAt(message.attachments).filter(isObject);
  if (attached.length > 10) report.say('attachments', `are ${attached.length}, more than 10`);
  checkUnique(
    attached.map(({ filename }) => filename),
    'filename',
    'attachments',
    report,
  );
  attached.forEach((one, index) => {
    if (one.id !== index) report.say('attachments', `have the id ${String(one.id)} at ${index}`);
    if (!/^[\w.-]{1,100}$/.test(String(one.filename)))
      report.say('attachments', `name ${String(one.filename)}`);
  });
  const names = attached.map(({ filename }) => `attachment://${String(filename)}`);
  if (names.toSorted().join() !== named.toSorted().join())
    report.say('attachments', 'are not those that are shown');
}
