import type { Catalog } from '../../src/catalog/model.ts';
import { decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Caller } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import { createBot } from '../../src/commands/bot.ts';
import type { DailyDeps } from '../../src/commands/deps.ts';
import { marksOf } from '../../src/store/marks.ts';
import { perFile } from '../support/lifetime.ts';
import { temporaryStore } from '../support/store.ts';
import { actionOf, blocksOf, buttonsOf, realCatalog, wordsOf } from './bot.ts';

export const store = temporaryStore();
export const noon = Temporal.Instant.from('2026-11-24T12:00:00Z');
const counts = perFile(() => ({ people: 0, drawn: 0 }));

interface Scene {
  catalog?: Catalog;
  keptIn?: typeof store;
  caller?: Partial<Caller>;
  daily?: DailyDeps;
}

/** A bot for somebody who has not used it yet; its clock is turned by hand. */
export function somebody({ catalog = realCatalog, keptIn = store, caller: more = {}, daily }: Scene = {}) {
  const time = { now: noon };
  const count = counts();
  const { dispatcher, deps } = createBot({
    catalog,
    store: keptIn,
    about: { version: '1.2.3', commandName: 'mlops' },
    ...(daily === undefined ? {} : { daily }),
    now: () => time.now,
    random: () => (count.drawn++ % 100_003) / 100_003,
    onError: (error) => {
      throw error;
    },
  });
  count.people += 1;
  const caller: Caller = {
    person: { platform: 'terminal', id: `reader${count.people}` },
    locale: 'en-GB',
    may: async () => ({ may: true }),
    ...more,
  };
  return {
    deps,
    dispatcher,
    caller,
    time,
    type: (line: string) => dispatcher.type(line, caller),
    /** Presses a button as a platform does that gives back what it was sent. */
    press: (answer: Answer, label: string | RegExp) => {
      const action = decodeAction(encodeAction(actionOf(answer, label)));
      if (action === undefined) throw new Error(`${label} carries nothing`);
      return dispatcher.press(action, caller);
    },
    items: async () => (await keptIn.read((db) => marksOf(db, caller.person))).map(({ item }) => item),
  };
}

/** Text as it is read: inlines with one space between them. */
export const said = (answer: Answer) => wordsOf(answer).replaceAll(/\s+/g, ' ');
export const progressOf = (answer: Answer) =>
  blocksOf(answer, 'progress').map(({ done, total }) => [done, total]);
export const labelsOf = (answer: Answer) => buttonsOf(answer).map(({ label }) => label);
export const linesOf = (answer: Answer) =>
  blocksOf(answer, 'list').flatMap(({ items }) => items.map((item) => item.map(({ text }) => text).join('')));
