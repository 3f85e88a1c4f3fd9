import { isObject, type Json } from '../shape.ts';
import { type Bodies, createBodies } from './bodies.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { ResponseUrl } from './response-urls.ts';
import { createSend, type Parcel, type Send, type Transport } from './transport.ts';
import type { Workspace } from './workspace.ts';

/** What every act of a person goes through. */
export interface Acting {
  readonly workspace: Workspace;
  readonly bodies: Bodies;
  readonly send: Send;
  /** An exchange that has not been sent yet; `address` is its response_url, if it has one. */
  begin(body: Json, address?: ResponseUrl): Exchange;
  /** Sends it once, and gives it back with what came of it. */
  exchange(parcel: Parcel, address?: ResponseUrl): Promise<Exchange>;
}

export function createActing(workspace: Workspace, transport: Transport): Acting {
  const { stage, app } = workspace;
  const send = createSend(transport, stage.socketMode, app.signingSecret);
  const begin = (body: Json, address?: ResponseUrl) =>
    createExchange(body, { answers: address?.answers ?? [], wait: stage.wait });
  return {
    workspace,
    bodies: createBodies(app),
    send,
    begin,
    async exchange(parcel, address) {
      const exchange = begin(parcel.body, address);
      await send(parcel, exchange);
      stage.notify();
      return exchange;
    },
  };
}

/** What Slack goes by: nothing when it came too late, was refused or never came. */
export function heeded({ ack, late, lost, status }: Exchange): unknown {
  return late || lost || status !== 200 ? undefined : ack;
}

export function heededObject(exchange: Exchange): Json | undefined {
  const ack = heeded(exchange);
  return isObject(ack) ? ack : undefined;
}
