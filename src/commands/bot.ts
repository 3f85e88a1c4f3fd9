import type { Catalog } from '../catalog/model.ts';
import { createDispatcher, type Dispatcher, type DispatchOptions } from '../chat/dispatch.ts';
import { createSearch } from '../search/search.ts';
import type { Store } from '../store/store.ts';
import { commands } from './all.ts';
import type { About, DailyDeps, Deps } from './deps.ts';
import { storeReply } from './store-reply.ts';

export interface Bot {
  deps: Deps;
  dispatcher: Dispatcher;
}

export interface BotOptions extends Pick<DispatchOptions<Deps>, 'now' | 'onError' | 'random'> {
  catalog: Catalog;
  store: Store;
  about: About;
  /** By default nothing is sent from here, and nobody has chosen a zone. */
  daily?: DailyDeps;
}

/** The whole bot behind one door: a catalog, its search and every command. */
export function createBot(options: BotOptions): Bot {
  const { catalog, store, about, daily = { wake() {} }, now, onError, random } = options;
  const search = createSearch(catalog);
  const deps: Deps = { catalog, search, store, commands, random, about, daily };
  const lookup = {
    knows: (line: string) => search.knows(line),
    // Filters are meant for the search too when they leave nothing or are mistaken: it says what they take.
    finds: (line: string) => {
      const { total, query } = search.find(line, { limit: 0 });
      return total > 0 || query.problems.length > 0 || Object.keys(query.filters).length > 0;
    },
  };
  return {
    deps,
    dispatcher: createDispatcher({ commands, deps, now, onError, explain: storeReply, lookup, random }),
  };
}
