/**
 * Those that a query asks for, the newest first: …/resources/message#get-channel-messages. `messages` begin with the oldest.
 * `after` gives what came next, not what is newest.
 */
export function history<Message extends { readonly id: string }>(
  messages: readonly Message[],
  query: URLSearchParams,
): Message[] {
  const limit = Number(query.get('limit') ?? 50);
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
  const older = (id: string) => messages.filter((one) => BigInt(one.id) < BigInt(id));
  const newer = (id: string) => messages.filter((one) => BigInt(one.id) > BigInt(id));
  if (around) {
    const half = Math.floor(limit / 2);
    const itself = messages.filter(({ id }) => id === around);
    return [...older(around).slice(-half), ...itself, ...newer(around).slice(0, half)].toReversed();
  }
  if (before) return older(before).slice(-limit).toReversed();
  if (after) return newer(after).slice(0, limit).toReversed();
  return messages.slice(-limit).toReversed();
}
