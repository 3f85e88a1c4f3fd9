import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type Load, openLoop } from '../load/open-loop.ts';
import type { Loopback, WayBack } from './loopback.ts';
import { secret } from './programs.ts';
import { commandBody, pressBody, type SlackRequest, signed } from './requests.ts';

/** Milliseconds from the planned moment: until the status was there, and until all of the answer was. */
export interface Answered {
  ack: number;
  answer: number;
}

/** What all ask unless the table says otherwise. */
export const query = 'resource docker';
/** The button Next of its answer. */
const next = '1u|resource|query=docker&page#2|';
/** Nothing is sent there: a quick answer rides on the acknowledgement. */
const nowhere = 'http://127.0.0.1:9/';
const patienceMs = 10_000;

let made = 0;
const origin = (responseUrl: string) => ({ id: `${process.pid}.${++made}`, responseUrl });

/** Slash commands, the same each or what `text` gives. The answer rides on the acknowledgement. */
export async function commands(url: string, load: Load, text = () => query): Promise<Answered[]> {
  // Made and signed beforehand, so that the time is that of whoever answers.
  const items = Array.from({ length: load.count }, () => sign(commandBody(text(), origin(nowhere))));
  return await keepingAlive((agent) =>
    openLoop({ items, perSecond: load.perSecond }, async (item, planned) => {
      const response = await post(agent, url, item);
      const ack = performance.now() - planned;
      const body = await textOf(response);
      if (response.statusCode !== 200 || !body.includes('ephemeral')) throw new Error(`it answered ${body}`);
      return { ack, answer: performance.now() - planned };
    }),
  );
}

/** The answer to one command. */
export async function answerOf(url: string): Promise<string> {
  return await keepingAlive(async (agent) =>
    textOf(await post(agent, url, sign(commandBody(query, origin(nowhere))))),
  );
}

/** Presses of a button; the answer comes to the response_url. */
export async function presses(url: string, load: Load, slack: Loopback): Promise<Answered[]> {
  const items = Array.from({ length: load.count }, () => {
    const back = slack.wayBack();
    return { sent: sign(pressBody(next, origin(back.url))), back };
  });
  return await keepingAlive((agent) =>
    openLoop({ items, perSecond: load.perSecond }, async ({ sent, back }, planned) => {
      const response = await post(agent, url, sent);
      const ack = performance.now() - planned;
      await textOf(response);
      return { ack, answer: (await soon(back)).at - planned };
    }),
  );
}

async function keepingAlive<T>(work: (agent: Agent) => Promise<T>): Promise<T> {
  const agent = new Agent({ keepAlive: true });
  return await work(agent).finally(() => agent.destroy());
}

function sign(body: string): SlackRequest {
  return signed(body, secret, Math.floor(Date.now() / 1000));
}

async function post(agent: Agent, url: string, { body, headers }: SlackRequest): Promise<IncomingMessage> {
  const sent = request(url, { method: 'POST', agent, headers, timeout: patienceMs });
  sent.once('timeout', () => sent.destroy(new Error(`${url} does not answer`)));
  sent.end(body);
  const [response] = await once(sent, 'response');
  return response;
}

async function soon({ came, url }: WayBack): Promise<Awaited<WayBack['came']>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`nothing came to ${url}`)), patienceMs);
  return await Promise.race([came, late]).finally(() => clearTimeout(timer));
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}
