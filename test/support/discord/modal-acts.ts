import { isObject, type Json, listAt } from '../shape.ts';
import { settledComponents } from './components.ts';
import type { LoopbackDiscord } from './discord.ts';
import { envelope } from './envelope.ts';
import { begin, type Exchange, type Modal } from './exchange.ts';
import { interactionTypes } from './interactions.ts';
import type { Person } from './parties.ts';
import { wireMessage } from './wire-objects.ts';

/** By custom_id or by label: what is typed, or the value of the option that is chosen. */
type FieldValues = Readonly<Record<string, string>>;

export interface ModalActs {
  /** Sends a form with what stands in it already and what is filled in. */
  submit(person: Person, modal: Modal, values?: FieldValues): Promise<Exchange>;
}

const [selectType, inputType, labelType] = [3, 4, 18];

export function createModalActs(discord: LoopbackDiscord): ModalActs {
  const { parties } = discord.stage;
  const sentAlready = new Set<string>();
  return {
    async submit(person, modal, values = {}) {
      const { interaction, customId } = modal;
      const { channel, source, sent: opening } = interaction;
      if (person.id !== modal.person.id) throw new Error(`${person.username} does not see this form`);
      if (sentAlready.has(interaction.id)) throw new Error('the form is closed: it was sent already');
      const components = filledForm(modal.components, values);
      sentAlready.add(interaction.id);
      const owners = opening.authorizing_integration_owners;
      const sent = envelope(parties, person, channel, {
        type: interactionTypes.modal,
        data: { custom_id: customId, components },
        owners: isObject(owners) ? owners : {},
        ...(source === undefined ? {} : { message: wireMessage(source, parties.app) }),
      });
      return begin(discord, { sent, person, channel, ...(source === undefined ? {} : { source }) });
    },
  };
}

function filledForm(components: readonly Json[], values: FieldValues): Json[] {
  const left = new Set(Object.keys(values));
  const filled = settledComponents(components, '0').map((one) => {
    const { type, id, label, component: field } = one;
    if (type !== labelType || !isObject(field)) return { type, id };
    const key = [field.custom_id, label].map(String).find((name) => left.delete(name));
    const value = key === undefined ? undefined : values[key];
    return { type, id, component: filledField(field, String(label), value) };
  });
  if (left.size > 0) throw new Error(`the form has no field ${[...left].join(', ')}`);
  return filled;
}

/** Throws where Discord's client would keep the form open. */
function filledField(field: Json, label: string, given: string | undefined): Json {
  const { type, id, custom_id, required = true } = field;
  const value = given ?? initialOf(field);
  if (value === '' && required !== false) throw new Error(`${label} is empty`);
  if (type === inputType) {
    checkLength(field, label, value);
    return { type, id, custom_id, value };
  }
  if (type !== selectType) throw new Error(`${label} has the type ${type}, which this Discord cannot fill`);
  if (value === '') return { type, id, custom_id, values: [] };
  const offered = listAt(field.options).filter(isObject);
  if (!offered.some((one) => one.value === value)) {
    throw new Error(`${label} does not offer ${value}: ${offered.map((one) => one.value).join(', ')}`);
  }
  return { type, id, custom_id, values: [value] };
}

function initialOf({ type, value, options }: Json): string {
  if (type === inputType) return String(value ?? '');
  const chosen = listAt(options).find((one) => isObject(one) && one.default === true);
  return isObject(chosen) ? String(chosen.value) : '';
}

function checkLength({ min_length, max_length = 4000 }: Json, label: string, value: string): void {
  if (value.length > Number(max_length)) throw new Error(`${label} takes ${max_length} characters at most`);
  if (value !== '' && value.length < Number(min_length ?? 0)) {
    throw new Error(`${label} takes ${min_length} characters at least`);
  }
}
