import type { Catalog } from '../catalog/model.ts';
import { withoutName } from '../chat/bot-name.ts';
import type { Args, Caller } from '../chat/command.ts';
import type { Answer } from '../chat/dispatch.ts';
import { type Block, code, type Inline, message, quiet, type Reply } from '../chat/reply.ts';
import { toText } from '../chat/text.ts';
import type { Bot } from '../commands/bot.ts';

export const forms = ['text', 'markdown', 'slack', 'discord', 'json'] as const;
type Form = (typeof forms)[number];

export interface AskOptions {
  as: Form;
  limit?: number;
  page?: number;
  /** Why each was found. */
  explain?: boolean;
}

/** Where the answer goes. */
export interface Output {
  write(text: string): void;
  colour: boolean;
  /** Characters in a line. */
  columns: number;
}

export interface Asked {
  id: string;
  title: string;
  url: string;
  kind: string;
  topics: readonly string[];
}

/** Answers one line and gives the exit code: 0, or 2 for a command that does not exist. */
export async function ask(
  text: string,
  options: AskOptions,
  { bot, caller, output }: { bot: Bot; caller: Caller; output: Output },
): Promise<0 | 2> {
  const { as, limit, page, explain } = options;
  const extra: Args = {
    ...(limit === undefined ? {} : { limit }),
    ...(page === undefined ? {} : { page }),
    ...(explain === true ? { explain } : {}),
  };
  const { commands, about } = bot.deps;
  const line = withoutName(text.trim(), about.commandName, commands);
  const answer = await bot.dispatcher.type(line, caller, extra);
  const written = await write(answer, as, bot.deps.catalog, output);
  output.write(written.endsWith('\n') ? written : `${written}\n`);
  return answer.command === undefined ? 2 : 0;
}

/** Each renderer is loaded only when it is asked for. */
async function write(answer: Answer, as: Form, catalog: Catalog, output: Output): Promise<string> {
  const { command, args, visibility, reply } = answer;
  switch (as) {
    case 'text': {
      const { renderTerminal } = await import('../adapters/terminal/render.ts');
      const { colour, columns } = output;
      return renderTerminal(withWayOn(reply), { colour, columns, buttons: false }).text;
    }
    case 'markdown':
      return (await import('../chat/markdown.ts')).toMarkdown(reply);
    case 'slack':
      return json((await import('../adapters/slack/render.ts')).render(reply, visibility).payload);
    case 'discord':
      return json((await import('../adapters/discord/render.ts')).render(reply, visibility).payload);
    case 'json':
      return json({
        command: command ?? null,
        args,
        visibility,
        resources: shownResources(reply, catalog),
        reply,
        text: toText(reply),
      });
    default:
      return as satisfies never;
  }
}

/** Nobody can press a button of one answer, so the next page is said in words. */
function withWayOn(reply: Reply): Reply {
  if (reply.type === 'form') return reply;
  const buttons = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.buttons : []));
  const next = buttons.find(({ label }) => label === 'Next');
  const page = next !== undefined && 'action' in next ? next.action.args.page : undefined;
  return page === undefined
    ? reply
    : message(...reply.blocks, quiet('Add ', code(`page:${page}`), ' to see more.'));
}

function json(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (part instanceof Uint8Array ? part.toBase64() : part),
    2,
  );
}

/** The resources of a reply in the order shown, each once: its cards, and links of its lists that lead to one. */
export function shownResources(reply: Reply, catalog: Catalog): Asked[] {
  if (reply.type === 'form') return [];
  const byUrl = new Map(catalog.resources.map((resource) => [resource.url, resource]));
  const found = reply.blocks.flatMap((block) =>
    block.type === 'resource'
      ? (catalog.resource(block.id) ?? [])
      : linksOf(block).flatMap(({ url }) => byUrl.get(url) ?? []),
  );
  return [...new Set(found)].map(({ id, title, url, kind, topics }) => ({ id, title, url, kind, topics }));
}

function linksOf(block: Block) {
  const inlines: readonly Inline[] = block.type === 'list' ? block.items.flat() : [];
  return inlines.filter((inline) => inline.type === 'link');
}
