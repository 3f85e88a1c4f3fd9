import { isObject, type Json } from '../shape.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** Why and for which time an event comes again. */
export interface Retry {
  readonly num: number;
  readonly reason: string;
}

/** `acked`: the payload of the acknowledgement; absent when it was `lost`. */
export type Delivery = { lost: true } | { lost: false; acked: Json };

/** Payloads on their way: each is acknowledged by the id of its envelope, or lost with its connection. */
export interface Envelopes<Connection> {
  /** Puts a payload into an envelope. `settle` hears what came of it. */
  seal(
    payload: { type: EnvelopeType; body: Json; retry?: Retry | undefined },
    connection: Connection,
    settle: (delivery: Delivery) => void,
  ): Json;
  /** Reads what a connection sent; says what is wrong with it, if anything is. */
  acknowledge(text: string): string | undefined;
  /** Loses what waits for an ended connection. */
  lose(connection: Connection): Json[];
}

export function createEnvelopes<Connection>(): Envelopes<Connection> {
  const waiting = new Map<
    string,
    { connection: Connection; body: Json; settle: (delivery: Delivery) => void }
  >();
  return {
    seal({ type, body, retry }, connection, settle) {
      const id = crypto.randomUUID();
      waiting.set(id, { connection, body, settle });
      const again = { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' };
      return {
        envelope_id: id,
        type,
        payload: body,
        accepts_response_payload: type !== 'events_api',
        ...(type === 'events_api' ? again : {}),
      };
    },
    acknowledge(text) {
      const message: unknown = JSON.parse(text);
      const id = isObject(message) ? String(message.envelope_id) : 'nothing';
      const envelope = waiting.get(id);
      if (envelope === undefined) return `acknowledges ${id}, which waits for nothing`;
      waiting.delete(id);
      envelope.settle({
        lost: false,
        acked: isObject(message) && isObject(message.payload) ? message.payload : {},
      });
      return undefined;
    },
    lose(connection) {
      const gone = [...waiting].filter(([, envelope]) => envelope.connection === connection);
      for (const [id, { settle }] of gone) {
        waiting.delete(id);
        settle({ lost: true });
      }
      return gone.map(([, { body }]) => body);
    },
  };
}
