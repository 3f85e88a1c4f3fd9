import { isObject, type Json } from '../shape.ts';
import type { Changes } from './changes.ts';
import type { Installation, Person } from './parties.ts';
import { nextTs, withBlockIds } from './timeline.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { initialValues } from './view-values.ts';

/** A view as payloads carry it. */
export interface View extends Json {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly blocks: readonly Json[];
  readonly hash: string;
  readonly callback_id: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

/**
 * Each person's open modals and Home tab. The emulated Slack has views too, but none of them ever closes there. The
 * methods answer as the Web API does.
 */
export interface Views {
  readonly triggers: Triggers;
  open(args: Json): Json;
  push(args: Json): Json;
  update(args: Json): Json;
  publish(args: Json): Json;
  /** What an acknowledgement of a submission makes of the stack. */
  respond(person: Person, view: View, response: Json | undefined): void;
  /** The person closes one; with `all`, or where the view asks for that, every one. */
  close(person: Person, view: View, all?: boolean): void;
  /** Open modals, the top one last. */
  stack(person: Person): readonly View[];
  home(person: Person): View | undefined;
}

/** docs.slack.dev/surfaces/modals: three in one stack. */
const deepest = 3;

export function createViews(
  app: Installation,
  people: readonly Person[],
  clock: () => number,
  changes: Changes,
): Views {
  const triggers = createTriggers(clock);
  const shown = createShown(changes);
  const pushOn = (person: Person, parent: View | undefined, given: unknown): Json => {
    const stack = shown.stack(person);
    if (parent === undefined || !stack.some(({ id }) => id === parent.id)) return refused('view_not_found');
    if (stack.length >= deepest) return refused('push_limit_reached');
    const view = { ...newView(app, given), previous_view_id: parent.id, root_view_id: parent.root_view_id };
    shown.put(person, [...stack, view]);
    return { ok: true, view };
  };
  const without = (person: Person, view: View) => shown.stack(person).filter(({ id }) => id !== view.id);
  return {
    triggers,
    open(args) {
      const spent = triggers.spend(args.trigger_id);
      if ('refusal' in spent) return spent.refusal;
      const view = newView(app, args.view);
      shown.put(spent.trigger.person, [view]);
      return { ok: true, view };
    },
    push(args) {
      const spent = triggers.spend(args.trigger_id);
      if ('refusal' in spent) return spent.refusal;
      return pushOn(spent.trigger.person, spent.trigger.view, args.view);
    },
    update(args) {
      const view = shown.find(({ id, external_id }) =>
        args.view_id === undefined ? external_id === args.external_id : id === args.view_id,
      );
      if (view === undefined) return refused('not_found');
      if (args.hash !== undefined && args.hash !== view.hash) return refused('hash_conflict');
      return { ok: true, view: shown.replace(renewed(app, view, args.view)) };
    },
    publish(args) {
      const person = people.find(({ id }) => id === args.user_id);
      if (person === undefined) return refused('user_not_found');
      const before = shown.home(person);
      if (before !== undefined && args.hash !== undefined && args.hash !== before.hash) {
        return refused('hash_conflict');
      }
      const view = before === undefined ? newView(app, args.view) : renewed(app, before, args.view);
      shown.settle(person, view);
      return { ok: true, view };
    },
    respond(person, view, response = {}) {
      const { response_action: action } = response;
      if (action === 'update') shown.replace(renewed(app, view, response.view));
      else if (action === 'push') pushOn(person, view, response.view);
      else if (action !== 'errors') shown.put(person, action === 'clear' ? [] : without(person, view));
    },
    close(person, view, all = false) {
      shown.put(person, all || view.clear_on_close === true ? [] : without(person, view));
    },
    stack: shown.stack,
    home: shown.home,
  };
}

/** What is on people's screens. */
function createShown(changes: Changes) {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  return {
    stack: ({ id }: Person) => stacks.get(id) ?? [],
    home: ({ id }: Person) => homes.get(id),
    put({ id }: Person, stack: readonly View[]): void {
      stacks.set(id, stack);
      changes.notify();
    },
    settle({ id }: Person, home: View): void {
      homes.set(id, home);
      changes.notify();
    },
    find: (wanted: (view: View) => boolean) =>
      [...[...stacks.values()].flat(), ...homes.values()].find(wanted),
    replace(next: View): View {
      const change = (view: View) => (view.id === next.id ? next : view);
      for (const [id, stack] of stacks) stacks.set(id, stack.map(change));
      for (const [id, home] of homes) homes.set(id, change(home));
      changes.notify();
      return next;
    },
  };
}

function refused(error: string): Json {
  return { ok: false, error };
}

let count = 0;

function newView(app: Installation, given: unknown): View {
  count += 1;
  const id = `V${count.toString(36).toUpperCase().padStart(9, '0')}`;
  return { ...contentOf(app, given), id, previous_view_id: null, root_view_id: id };
}

/** Another content in the same place. */
function renewed(app: Installation, { id, previous_view_id, root_view_id }: View, given: unknown): View {
  return { ...contentOf(app, given), id, previous_view_id, root_view_id };
}

function contentOf(app: Installation, given: unknown) {
  const view = isObject(given) ? given : {};
  const blocks = withBlockIds(view.blocks);
  const type: View['type'] = view.type === 'home' ? 'home' : 'modal';
  return {
    team_id: app.team.id,
    type,
    blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: typeof view.callback_id === 'string' ? view.callback_id : '',
    state: { values: initialValues(blocks) },
    hash: `${nextTs()}.loopback`,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
    close: view.close ?? null,
    submit: view.submit ?? null,
    app_id: app.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: app.team.id,
    bot_id: app.botId,
  };
}
