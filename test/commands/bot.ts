import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/model.ts';
import type { Args, Caller } from '../../src/chat/command.ts';
import type { Answer } from '../../src/chat/dispatch.ts';
import type { Block, Reply } from '../../src/chat/reply.ts';
import { createBot } from '../../src/commands/bot.ts';
import { temporaryStore } from '../support/store.ts';

const store = temporaryStore();

export const realCatalog = await loadCatalog(['catalog']);

export const caller: Caller = {
  person: { platform: 'terminal', id: 'tester' },
  locale: 'en',
  may: async () => ({ may: true }),
};

/** A bot on a fixed date whose chance takes the given numbers in turn, and that throws what breaks. */
export function botOn(catalog: Catalog, chances: readonly number[] = [0]) {
  let drawn = 0;
  const { dispatcher, deps } = createBot({
    catalog,
    store,
    about: { version: '1.2.3', commandName: 'mlops' },
    now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
    random: () => chances[drawn++ % chances.length] ?? 0,
    onError: (error) => {
      throw error;
    },
  });
  return {
    deps,
    dispatcher,
    type: (line: string, extra?: Args) => dispatcher.type(line, caller, extra),
  };
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

export function blocksOf<T extends Block['type']>({ reply }: { reply: Reply }, type: T): BlockOf<T>[] {
  if (reply.type !== 'message') return [];
  return reply.blocks.filter((block): block is BlockOf<T> => block.type === type);
}

export const idsOf = (answer: Answer): string[] => blocksOf(answer, 'resource').map(({ id }) => id);
export const headingsOf = (answer: Answer): string[] => blocksOf(answer, 'heading').map(({ text }) => text);
export const buttonsOf = (answer: Answer) => blocksOf(answer, 'actions').flatMap(({ buttons }) => buttons);

/** All that is written in text and lists, in one string. */
export function wordsOf(answer: Answer): string {
  const inlines = [
    ...blocksOf(answer, 'text').flatMap((block) => block.inlines),
    ...blocksOf(answer, 'list').flatMap(({ items }) => items.flat()),
  ];
  return inlines.map(({ text }) => text).join(' ');
}

export function actionOf(answer: Answer, label: string | RegExp) {
  const button = buttonsOf(answer).find((one) =>
    typeof label === 'string' ? one.label === label : label.test(one.label),
  );
  if (button === undefined || !('action' in button)) {
    throw new Error(`no button ${label} among ${buttonsOf(answer).map((one) => one.label)}`);
  }
  return button.action;
}
