import { isObject, type Json, listAt } from '../shape.ts';
import { checkThere } from './command-acts.ts';
import { flat } from './components.ts';
import type { LoopbackDiscord } from './discord.ts';
import { envelope, ownersOf } from './envelope.ts';
import { begin, type Exchange } from './exchange.ts';
import { interactionTypes } from './interactions.ts';
import type { Person } from './parties.ts';
import type { ShownMessage } from './timeline.ts';
import { wireMessage } from './wire-objects.ts';

/** A button by what it says, or by its custom_id. */
type Pressed = string | { readonly id: string };

export interface ComponentActs {
  press(person: Person, message: ShownMessage, pressed: Pressed): Promise<Exchange>;
  /** Chooses an option by its value, in the menu with that placeholder, or else in the one that has it. */
  choose(
    person: Person,
    message: ShownMessage,
    value: string,
    which?: { readonly menu?: string },
  ): Promise<Exchange>;
}

const [buttonType, menuType, linkStyle] = [2, 3, 5];

export function createComponentActs(discord: LoopbackDiscord): ComponentActs {
  const { parties } = discord.stage;
  const use = (person: Person, message: ShownMessage, component: Json, more: Json): Exchange => {
    const { type, custom_id, id } = component;
    const data = { component_type: type, custom_id, id, ...more };
    const { channel, owners } = message.origin;
    const sent = envelope(parties, person, channel, {
      type: interactionTypes.component,
      data,
      owners: owners ?? ownersOf(person, channel, [0]),
      message: wireMessage(message, parties.app),
    });
    return begin(discord, { sent, person, channel, source: message });
  };
  return {
    async press(person, message, pressed) {
      checkSeen(person, message);
      return use(person, message, buttonOf(message, pressed), {});
    },
    async choose(person, message, value, { menu } = {}) {
      checkSeen(person, message);
      return use(person, message, menuOf(message, value, menu), { values: [value] });
    },
  };
}

/** Nobody can press what they do not see. */
function checkSeen(person: Person, { deleted, thinking, to, origin }: ShownMessage): void {
  if (deleted) throw new Error('the message is deleted');
  if (thinking) throw new Error('the message only says that the app is thinking');
  if (to !== undefined && to !== person.id) throw new Error(`${person.username} does not see this message`);
  checkThere(person, origin.channel);
}

function buttonOf({ components }: ShownMessage, pressed: Pressed): Json {
  const buttons = flat(components).filter(({ type }) => type === buttonType);
  const found = buttons.find(({ label, custom_id }) =>
    typeof pressed === 'string' ? label === pressed : custom_id === pressed.id,
  );
  if (found === undefined) {
    const labels = buttons.map(({ label }) => label).join(', ');
    throw new Error(`there is no button ${JSON.stringify(pressed)} to press: ${labels || 'none at all'}`);
  }
  if (found.style === linkStyle) throw new Error(`${found.label} opens a page, and tells the app nothing`);
  if (found.disabled === true) throw new Error(`${found.label} is disabled`);
  return found;
}

function menuOf({ components }: ShownMessage, value: string, placeholder?: string): Json {
  const menus = flat(components).filter(({ type }) => type === menuType);
  const offers = ({ options }: Json) => listAt(options).some((one) => isObject(one) && one.value === value);
  const found = menus.find(
    (one) => (placeholder === undefined || one.placeholder === placeholder) && offers(one),
  );
  if (found === undefined) {
    const there = menus.map((one) => one.placeholder).join(', ');
    throw new Error(
      `no menu ${placeholder === undefined ? '' : `"${placeholder}" `}offers ${value}: ${there || 'there is none at all'}`,
    );
  }
  if (found.disabled === true) throw new Error('the menu is disabled');
  return found;
}
