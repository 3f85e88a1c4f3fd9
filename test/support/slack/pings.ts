import { isObject, type Json, listAt } from '../shape.ts';

/**
 * A message without its first block when that calls those whom it may call and says nothing else. What calls anybody in another
 * place, or somebody else, stays, and the rules of the house find it.
 */
export function withoutPing(message: Json, pings: ReadonlySet<string>): Json {
  const [first, ...others] = listAt(message.blocks);
  const called = pingIn(first);
  return called !== undefined && pings.has(called) ? { ...message, blocks: others } : message;
}

/** Whom a block calls that does nothing else: "here", or a user group. */
function pingIn(block: unknown): string | undefined {
  const section = onlyIn(block, 'rich_text');
  const element = onlyIn(section, 'rich_text_section');
  if (!isObject(element)) return undefined;
  const known = element.type === 'broadcast' ? element.range : element.usergroup_id;
  const bare = Object.keys(element).length === 2 && ['broadcast', 'usergroup'].includes(String(element.type));
  return bare && typeof known === 'string' ? known : undefined;
}

function onlyIn(value: unknown, type: string): unknown {
  if (!isObject(value) || value.type !== type) return undefined;
  const elements = listAt(value.elements);
  return elements.length === 1 ? elements[0] : undefined;
}
