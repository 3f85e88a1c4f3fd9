import { isObject, type Json } from '../shape.ts';
import { slackMessageBreaches } from '../slack-payload.ts';
import { type Acting, heeded } from './acting.ts';
import { choiceIn, type Pressed, pressOn } from './controls.ts';
import type { Exchange } from './exchange.ts';
import type { Channel, Person } from './parties.ts';
import type { Origin } from './response-urls.ts';
import { nextTs, type ShownMessage } from './timeline.ts';
import { initialValues, type Typed, valuesAfter } from './view-values.ts';
import { escaped, markedText, richTextOf } from './written-text.ts';

export interface MessageActs {
  /** Types a command: in the channel general, unless another is given. */
  slash(person: Person, text: string, where?: { channel?: Channel; command?: string }): Promise<Exchange>;
  /** Presses a button of a message by what it says, or by its action_id. */
  press(person: Person, message: ShownMessage, pressed: Pressed): Promise<Exchange>;
  /** Chooses in a menu of a message. */
  choose(person: Person, message: ShownMessage, chosen: Typed, actionId?: string): Promise<Exchange>;
  /** Runs a shortcut of the app from the menu of the message box. */
  shortcut(person: Person, callbackId: string): Promise<Exchange>;
  /** Runs one from the menu of a message that `author` wrote, by default the person. */
  messageShortcut(person: Person, callbackId: string, message: WrittenMessage): Promise<Exchange>;
}

interface WrittenMessage {
  readonly text: string;
  readonly channel: Channel;
  readonly author?: Person;
  readonly thread?: string;
  readonly blocks?: readonly Json[];
}

export function createMessageActs(acting: Acting): MessageActs {
  const { workspace, bodies } = acting;
  const { views, responseUrls } = workspace.stage;
  const act = (person: Person, message: ShownMessage, action: Json) => {
    const values = valuesAfter(action, initialValues(message.blocks));
    const channel = channelOf(acting, person, message);
    const address = responseUrls.open({ person, channel, source: message });
    const ticket = { trigger: views.triggers.make(person), responseUrl: address.url };
    const body = bodies.messageAction(person, channel, { message, action, values }, ticket);
    return acting.exchange({ type: 'interactive', body }, address).then((made) => bodiless(acting, made));
  };
  return {
    async slash(person, text, { channel = workspace.channel('general'), command = '/mlops' } = {}) {
      if (channel.archived) throw new Error(`Slack takes no command in ${channel.name}: it is archived`);
      const origin = { person, channel };
      const address = responseUrls.open(origin);
      const ticket = { trigger: views.triggers.make(person), responseUrl: address.url };
      const body = bodies.command(person, channel, { command, text: escaped(text), ...ticket });
      const exchange = await acting.exchange({ type: 'slash_commands', body }, address);
      return showAck(acting, exchange, origin, address.url);
    },
    press: async (person, message, pressed) => act(person, message, pressOn(message.blocks, pressed)),
    choose: async (person, message, chosen, actionId) =>
      act(person, message, choiceIn(message.blocks, chosen, actionId)),
    async shortcut(person, callbackId) {
      const body = bodies.shortcut(person, callbackId, views.triggers.make(person));
      return bodiless(acting, await acting.exchange({ type: 'interactive', body }));
    },
    async messageShortcut(person, callbackId, written) {
      const { channel } = written;
      const address = responseUrls.open({ person, channel });
      const ticket = { trigger: views.triggers.make(person), responseUrl: address.url };
      const message = messageOf(acting, person, written);
      const body = bodies.messageShortcut(person, channel, { callbackId, message, ...ticket });
      return bodiless(acting, await acting.exchange({ type: 'interactive', body }, address));
    },
  };
}

/** Where the message stands. Nobody can press what they cannot see. */
function channelOf({ workspace }: Acting, person: Person, message: ShownMessage): Channel {
  if (message.deleted) throw new Error('the message is deleted');
  if (message.to !== undefined && message.to !== person.id) {
    throw new Error(`${person.name} does not see this message`);
  }
  const channel = workspace.stage.emulated.channels.find(({ id }) => id === message.channel);
  if (channel === undefined) throw new Error(`there is no channel ${message.channel}`);
  return channel;
}

/** A command may be answered by its acknowledgement. */
async function showAck(
  { workspace }: Acting,
  exchange: Exchange,
  origin: Origin,
  url: string,
): Promise<Exchange> {
  const ack = heeded(exchange);
  if (ack === undefined) return exchange;
  const payload = isObject(ack) ? ack : { text: String(ack), response_type: 'ephemeral' };
  const found = slackMessageBreaches(payload, { mentions: [...workspace.mentions, origin.person.id] });
  workspace.stage.note(...found.map((breach) => `ack: ${breach}`));
  exchange.shown = await workspace.stage.responseUrls.show(origin, payload, url);
  return exchange;
}

/** Slack ignores what a press or a shortcut is acknowledged with; an app that sends something means otherwise. */
function bodiless({ workspace }: Acting, exchange: Exchange): Exchange {
  if (heeded(exchange) !== undefined) workspace.stage.note('ack: answers a press, which Slack ignores');
  return exchange;
}

function messageOf({ workspace }: Acting, person: Person, written: WrittenMessage): Json {
  const { text, author = person, thread, blocks } = written;
  const named = [...workspace.stage.emulated.people, { id: workspace.app.botUserId, name: 'companion' }];
  return {
    type: 'message',
    user: author.id,
    ts: nextTs(),
    client_msg_id: crypto.randomUUID(),
    text: markedText(text, named),
    team: workspace.app.team.id,
    blocks: blocks ?? richTextOf(text, named),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
}
