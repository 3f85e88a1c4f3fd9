import * as z from 'zod';
import { isSingle, partNames, parts } from './parts.ts';

/** JSON Schemas of the files of a catalog, by part; of draft 7, which every editor's YAML support knows. */
export function catalogSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    partNames.map((name) => {
      const { entry } = parts[name];
      return [
        name,
        z.toJSONSchema(isSingle(name) ? entry : z.array(entry), { io: 'input', target: 'draft-7' }),
      ];
    }),
  );
}
