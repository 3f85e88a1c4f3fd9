import type { Catalog } from '../catalog/model.ts';
import { nextContent, readContent, writeContent } from './content.ts';
import { postMessage } from './post.ts';
import type { Writing } from './writing.ts';

/** Posts of a catalog. */
export function createWriting(catalog: Catalog): Writing {
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
          message: postMessage(content, { id }),
          ...(ping === undefined ? {} : { ping }),
          ...(thread ? { thread: content.title } : {}),
        },
        cursor: content.cursor,
      };
    },
  };
}
