import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Loopback } from './loopback.ts';
import { openLoop } from './open-loop.ts';
import { secret } from './programs.ts';
import { commandBody, pressBody, signed } from './requests.ts';

/** Milliseconds from the planned moment: until the status was there, and until all of the answer was. */
export interface Answered {
  ack: number;
  answer: number;
}

export interface Load {
  count: number;
  perSecond: number;
}

let made = 0;
const origin = (responseUrl: string) => ({ id: `${process.pid}.${++made}`, responseUrl });

/** Slash commands, the same each or what `text` gives. The answer rides on the acknowledgement. */
export async function commands(
  url: string,
  load: Load,
  text: () => string = () => 'resource docker',
): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true });
  const answered = await openLoop(load, async (_index, planned) => {
    const response = await post(agent, url, commandBody(text(), origin('http://127.0.0.1:9/')));
    const ack = performance.now() - planned;
    const body = await textOf(response);
    if (response.statusCode !== 200 || !body.includes('ephemeral')) throw new Error(`it answered ${body}`);
    return { ack, answer: performance.now() - planned };
  });
  agent.destroy();
  return answered;
}

/** Presses of a button; the answer comes to the response_url. */
export async function presses(url: string, load: Load, slack: Loopback): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true });
  const action = '1u|resource|query=docker&page#2|';
  const answered = await openLoop(load, async (_index, planned) => {
    const back = slack.wayBack();
    const response = await post(agent, url, pressBody(action, origin(back.url)));
    const ack = performance.now() - planned;
    await textOf(response);
    return { ack, answer: (await back.came).at - planned };
  });
  agent.destroy();
  return answered;
}

async function post(agent: Agent, url: string, body: string): Promise<IncomingMessage> {
  const { headers } = signed(body, secret, Math.floor(Date.now() / 1000));
  const sent = request(url, { method: 'POST', agent, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}
