import type { Catalog } from '../catalog/model.ts';
import { nextContent, readContent, writeContent } from './content.ts';
import { postMessage } from './post.ts';
import type { Writing } from './writing.ts';

/**
 * Posts of a catalog.
 *
 * @param commandName what people type before a command, without the slash
 */
export function createWriting(catalog: Catalog, commandName: string): Writing {
  return {
    write(subscription, marks) {
      const content = nextContent(catalog, subscription, marks);
      return content && writeContent(content);
    },
    read(frozen, { options }, id) {
      const content = readContent(frozen);
      if (content === undefined) return undefined;
      const { ping, thread } = options;
      return {
        posting: {
          id,
          message: postMessage(content, { id, commandName }),
          ...(ping === undefined ? {} : { ping }),
          ...(thread ? { thread: content.title } : {}),
        },
        cursor: content.cursor,
      };
    },
  };
}
