import { isObject, type Json, listAt } from '../shape.ts';
import { slackOptionsBreaches, slackViewBreaches } from '../slack-payload.ts';
import { type Acting, heededObject } from './acting.ts';
import { choiceIn, type Pressed, pressOn } from './controls.ts';
import type { Exchange } from './exchange.ts';
import type { Person } from './parties.ts';
import type { ShownMessage } from './timeline.ts';
import {
  checkComplete,
  heldValues,
  type Typed,
  typedValues,
  type Values,
  valuesAfter,
} from './view-values.ts';
import type { View } from './views.ts';

/** By block_id. */
type Filled = Readonly<Record<string, Typed>>;

export interface ViewActs {
  /** Fills inputs in without telling the app, as typing does. A later press or submission carries it. */
  fill(person: Person, view: View, filled: Filled): void;
  pressInView(person: Person, view: View, pressed: Pressed): Promise<Exchange>;
  chooseInView(person: Person, view: View, chosen: Typed, actionId?: string): Promise<Exchange>;
  /** Sends the top modal with all that the person has filled in. */
  submit(person: Person, view: View, filled?: Filled): Promise<Exchange>;
  /** Closes the top modal, or all of them. The app hears of it only if the view asks for that. */
  close(person: Person, view: View, how?: { all?: boolean }): Promise<Exchange | undefined>;
  /** Types into a menu whose options the app finds. */
  suggest(person: Person, asked: Asked): Promise<Suggested>;
}

/** What a person types, and where. The ids are needed only where there are several such menus. */
type Asked = ({ view: View } | { message: ShownMessage }) & {
  readonly typed: string;
  readonly blockId?: string;
  readonly actionId?: string;
};

interface Suggested extends Exchange {
  readonly options: readonly Json[];
}

export function createViewActs(acting: Acting): ViewActs {
  const { workspace, bodies } = acting;
  const { views, note } = workspace.stage;
  const drafts = new Map<string, Values>();
  const draftOf = ({ id }: View) => drafts.get(id) ?? {};
  const fill = (view: View, filled: Filled) =>
    drafts.set(view.id, { ...draftOf(view), ...typedValues(view.blocks, filled) });
  const valuesOf = (view: View) => heldValues(view.blocks, draftOf(view));
  const act = (person: Person, view: View, action: Json) => {
    const trigger = views.triggers.make(person, view);
    const body = bodies.viewAction(person, view, action, trigger, valuesOf(view));
    return acting.exchange({ type: 'interactive', body });
  };
  return {
    fill: (person, view, filled) => void fill(openView(acting, person, view), filled),
    async pressInView(person, view, pressed) {
      const open = openView(acting, person, view);
      return act(person, open, pressOn(open.blocks, pressed));
    },
    async chooseInView(person, view, chosen, actionId) {
      const open = openView(acting, person, view);
      const action = choiceIn(open.blocks, chosen, actionId);
      drafts.set(open.id, valuesAfter(action, draftOf(open)));
      return act(person, open, action);
    },
    async submit(person, view, filled = {}) {
      const open = topView(acting, person, view);
      fill(open, filled);
      const values = valuesOf(open);
      checkComplete(open.blocks, values);
      const body = bodies.submission(person, open, views.triggers.make(person, open), values);
      const exchange = await acting.exchange({ type: 'interactive', body });
      if (exchange.late || exchange.lost || exchange.status !== 200) return exchange;
      note(...responseBreaches(open, exchange.ack).map((breach) => `ack: ${breach}`));
      views.respond(person, open, heededObject(exchange));
      return exchange;
    },
    async close(person, view, { all = false } = {}) {
      const open = topView(acting, person, view);
      views.close(person, open, all);
      if (open.notify_on_close !== true) return undefined;
      return acting.exchange({ type: 'interactive', body: bodies.closing(person, open, all) });
    },
    suggest: (person, asked) => suggest(acting, person, asked),
  };
}

/** As it is now: the app may have changed it since the test looked. */
function openView({ workspace }: Acting, person: Person, { id }: View): View {
  const home = workspace.home(person);
  const open = [...workspace.views(person), ...(home === undefined ? [] : [home])];
  const found = open.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${person.name} has no view ${id} open`);
  return found;
}

function topView(acting: Acting, person: Person, view: View): View {
  const top = acting.workspace.views(person).at(-1);
  if (top?.id !== view.id) throw new Error(`${view.id} is not on top of what ${person.name} has open`);
  return top;
}

const responses = ['errors', 'update', 'push', 'clear'];

/** What Slack would not understand in the acknowledgement of a submission. */
function responseBreaches(view: View, ack: unknown): string[] {
  if (ack === undefined) return [];
  if (!isObject(ack) || !responses.includes(String(ack.response_action))) {
    return [`is no response to a submission: ${JSON.stringify(ack)}`];
  }
  if (ack.response_action === 'clear') return [];
  if (ack.response_action !== 'errors') return slackViewBreaches(ack.view);
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const errors = isObject(ack.errors) ? Object.entries(ack.errors) : [];
  if (errors.length === 0) return ['names no errors'];
  return errors
    .filter(([id, said]) => !inputs.includes(id) || typeof said !== 'string' || said === '')
    .map(([id]) => `has an error for ${id}, which is no input or gets no words`);
}

async function suggest(acting: Acting, person: Person, asked: Asked): Promise<Suggested> {
  const { workspace, bodies } = acting;
  const place = placeOf(acting, person, asked);
  const menus = place.blocks.flatMap((block) =>
    [...listAt(block.elements), block.accessory, block.element]
      .filter(isObject)
      .filter(({ type }) => type === 'external_select')
      .map((element) => ({ block_id: String(block.block_id), element })),
  );
  const menu = menus.find(
    ({ block_id, element }) =>
      [undefined, block_id].includes(asked.blockId) &&
      [undefined, element.action_id].includes(asked.actionId),
  );
  if (menu === undefined) throw new Error(`there is no menu to type into, of ${menus.length}`);
  const least = Number(menu.element.min_query_length ?? 3);
  if (asked.typed.length < least) throw new Error(`Slack asks only from ${least} characters on`);
  const action_id = String(menu.element.action_id);
  const question = { block_id: menu.block_id, action_id, value: asked.typed };
  const body = bodies.suggestion(person, place.told, question);
  const exchange = await acting.exchange({ type: 'interactive', body });
  const answer = heededObject(exchange);
  if (answer === undefined) return Object.assign(exchange, { options: [] });
  workspace.stage.note(...slackOptionsBreaches(answer).map((breach) => `options: ${breach}`));
  return Object.assign(exchange, { options: listAt(answer.options).filter(isObject) });
}

function placeOf(acting: Acting, person: Person, asked: Asked): { blocks: readonly Json[]; told: Json } {
  if ('view' in asked) {
    const view = openView(acting, person, asked.view);
    return { blocks: view.blocks, told: { container: { type: 'view', view_id: view.id }, view } };
  }
  const { message } = asked;
  const channel = acting.workspace.stage.emulated.channels.find(({ id }) => id === message.channel);
  if (channel === undefined) throw new Error(`there is no channel ${message.channel}`);
  return { blocks: message.blocks, told: acting.bodies.placeOf(message, channel) };
}
