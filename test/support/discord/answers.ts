/** What Discord answers a request with; without a body it is 204. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export const noContent: Answer = { status: 204 };

function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { message, code } };
}

/** discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const refusals = {
  unauthorized: refusal(401, 0, '401: Unauthorized'),
  notFound: refusal(404, 0, '404: Not Found'),
  unknownApplication: refusal(404, 10_002, 'Unknown Application'),
  unknownChannel: refusal(404, 10_003, 'Unknown Channel'),
  unknownMessage: refusal(404, 10_008, 'Unknown Message'),
  unknownWebhook: refusal(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10_062, 'Unknown interaction'),
  tooManyCommands: refusal(400, 30_032, 'Maximum number of application commands reached (100).'),
  acknowledged: refusal(400, 40_060, 'Interaction has already been acknowledged.'),
  tooManyFollowups: refusal(
    400,
    40_094,
    'This interaction has hit the maximum number of follow up messages.',
  ),
  missingAccess: refusal(403, 50_001, 'Missing Access'),
  notTheAuthor: refusal(403, 50_005, 'Cannot edit a message authored by another user'),
  noTextChannel: refusal(400, 50_008, 'Cannot send messages in a non-text channel'),
  emptyMessage: refusal(400, 50_006, 'Cannot send an empty message'),
  missingPermissions: refusal(403, 50_013, 'Missing Permissions'),
  wrongChannelType: refusal(400, 50_024, 'Cannot execute action on this channel type'),
  invalidWebhookToken: refusal(401, 50_027, 'Invalid Webhook Token'),
  invalidRecipients: refusal(400, 50_033, 'Invalid Recipient(s)'),
  archivedThread: refusal(400, 50_083, 'Thread is archived'),
  threadThere: refusal(400, 160_004, 'A thread has already been created for this message'),
} as const;

/** One thing that is wrong in a body, and where. */
export interface Finding {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** 50035: each finding stands under `_errors` at the end of its path. */
export function invalidForm(findings: readonly Finding[]): Answer {
  const errors: Nested = {};
  for (const { path, code, message } of findings) {
    let at = errors;
    for (const key of path) at = nestedAt(at, key);
    at._errors = [...(Array.isArray(at._errors) ? at._errors : []), { code, message }];
  }
  return { status: 400, body: { message: 'Invalid Form Body', code: 50_035, errors } };
}

interface Nested {
  [key: string]: Nested | { code: string; message: string }[];
}

function nestedAt(parent: Nested, key: string): Nested {
  const there = parent[key];
  if (there !== undefined && !Array.isArray(there)) return there;
  const made: Nested = {};
  parent[key] = made;
  return made;
}

/** Reads a line of discord-payload.ts, "components[0][1] label: has 81 characters", as one finding. */
export function findingOf(line: string, under: readonly string[] = []): Finding {
  const [place = '', ...said] = line.split(': ');
  const message = said.join(': ');
  const path = [...under, ...place.split(/[[\].\s]+/).filter((part) => part !== '' && part !== 'message')];
  const code = /lacks/.test(message)
    ? 'BASE_TYPE_REQUIRED'
    : /has \d+ (characters|entries)/.test(message)
      ? 'BASE_TYPE_BAD_LENGTH'
      : 'BASE_TYPE_INVALID';
  return { path, code, message };
}
