/** Every route that this Discord knows. The first that fits is taken. */
const routes = [
  'GET /gateway/bot',
  'GET /applications/@me',
  'GET /users/@me',
  'GET /applications/:app/commands',
  'PUT /applications/:app/commands',
  'POST /applications/:app/commands',
  'GET /applications/:app/guilds/:guild/commands',
  'PUT /applications/:app/guilds/:guild/commands',
  'POST /applications/:app/guilds/:guild/commands',
  'POST /interactions/:id/:token/callback',
  'POST /webhooks/:app/:token',
  'GET /webhooks/:app/:token/messages/@original',
  'PATCH /webhooks/:app/:token/messages/@original',
  'DELETE /webhooks/:app/:token/messages/@original',
  'GET /webhooks/:app/:token/messages/:message',
  'PATCH /webhooks/:app/:token/messages/:message',
  'DELETE /webhooks/:app/:token/messages/:message',
  'GET /channels/:channel',
  'GET /channels/:channel/messages',
  'POST /channels/:channel/messages',
  'GET /channels/:channel/messages/:message',
  'PATCH /channels/:channel/messages/:message',
  'DELETE /channels/:channel/messages/:message',
  'POST /channels/:channel/messages/:message/threads',
  'POST /users/@me/channels',
] as const;

export type Route = (typeof routes)[number];
export type Params = Readonly<Record<string, string>>;

/** The route of a path below /api/v10, and what stands in the places of its `:names`. */
export function matchRoute(method: string, path: string): { route: Route; params: Params } | undefined {
  const given = [method, ...path.split('/').slice(1).map(decodeURIComponent)];
  for (const route of routes) {
    const wanted = route.replace(' /', '/').split('/');
    const fits =
      wanted.length === given.length &&
      wanted.every((part, index) => part.startsWith(':') || part === given[index]);
    if (!fits) continue;
    const names = wanted.flatMap((part, index) =>
      part.startsWith(':') ? [[part.slice(1), given[index] ?? '']] : [],
    );
    return { route, params: Object.fromEntries(names) };
  }
  return undefined;
}

/** Answers to interactions prove themselves by the token in their path. */
export function needsBotToken(route: Route): boolean {
  return !/^\w+ \/(interactions|webhooks)\//.test(route);
}
