import type { Catalog } from '../catalog/model.ts';
import type { Command } from '../chat/command.ts';
import type { Search } from '../search/search.ts';
import type { Store } from '../store/store.ts';

/** What the commands of this bot work with. */
export interface Deps {
  catalog: Catalog;
  search: Search;
  /** What people did. A command that needs it need not mind when it is away: the dispatcher says so. */
  store: Store;
  /** Every command, in the order of help. */
  commands: readonly Command<Deps>[];
  /** A number in [0, 1); seeded by whoever composes the bot. */
  random: () => number;
  about: About;
  daily: DailyDeps;
}

/** What the daily post needs besides. */
export interface DailyDeps {
  /** IANA name, for those whose zone nobody tells. */
  defaultZone?: string;
  /** Something may be due at once. */
  wake(): void;
}

export interface About {
  /** The product's version, as in package.json. */
  version: string;
  /** What people type before a command, without the slash: "mlops". */
  commandName: string;
}
