import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { render as renderDiscord } from '../../src/adapters/discord/render.ts';
import { render as renderSlack } from '../../src/adapters/slack/render.ts';
import { renderTerminal } from '../../src/adapters/terminal/render.ts';
import type { Visibility } from '../../src/chat/command.ts';
import { toMarkdown } from '../../src/chat/markdown.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { toText } from '../../src/chat/text.ts';
import { discordMessageBreaches, discordModalBreaches } from '../support/discord-payload.ts';
import { checkStrings, createReport } from '../support/shape.ts';
import { slackMessageBreaches, slackViewBreaches } from '../support/slack-payload.ts';

/** A place where replies are shown. */
export interface Surface {
  name: string;
  show(reply: Reply, visibility: Visibility): Shown;
  /** What a slow reading of the same finds. */
  reread?(reply: Reply): string[];
}

export interface Shown {
  /** What the place would refuse or misread. */
  breaches: string[];
  /** Everything that was written, with addresses as they are. */
  written: string;
}

export const surfaces: readonly Surface[] = [
  { name: 'text', show: (reply) => words(toText(reply)) },
  {
    name: 'markdown',
    show(reply) {
      const { written, breaches } = words(toMarkdown(reply));
      return { written: written.replaceAll(/[\\\u2060]/g, ''), breaches };
    },
    reread: (reply) => liveIn(toMarkdown(beginningOf(reply))),
  },
  {
    name: 'a terminal',
    show: (reply) => words(renderTerminal(reply, { colour: false, columns: 80 }).text),
  },
  {
    name: 'a terminal with colours and links',
    show: (reply) => words(unstyled(renderTerminal(reply, { colour: true, links: true, columns: 60 }).text)),
  },
  {
    name: 'slack',
    show(reply, visibility) {
      const { payload } = renderSlack(reply, visibility);
      const breaches = reply.type === 'form' ? slackViewBreaches(payload) : slackMessageBreaches(payload);
      return { breaches, written: JSON.stringify(payload.blocks) };
    },
  },
  {
    name: 'discord',
    show(reply, visibility) {
      const { payload } = renderDiscord(reply, visibility);
      const breaches =
        reply.type === 'form' ? discordModalBreaches(payload) : discordMessageBreaches(payload);
      return { breaches, written: JSON.stringify(payload.components) };
    },
  },
];

function words(written: string): Shown {
  const report = createReport();
  checkStrings(written, 'text', report);
  return { breaches: report.breaches, written };
}

/** Without the styles and the links (OSC 8) that a terminal may get; any other escape stays and is a breach. */
function unstyled(text: string): string {
  const [first = '', ...parts] = text.split('\u001B');
  return first + parts.map((part) => part.replace(/^\[[\d;]*m|^\]8;;\S*$|^\\/, '')).join('');
}

/** Reading Markdown costs far more than writing it. */
function beginningOf(reply: Reply): Reply {
  return reply.type === 'form' ? reply : { ...reply, blocks: reply.blocks.slice(0, 6) };
}

const markdown = unified().use(remarkParse).use(remarkGfm);

/** HTML, and addresses that are not http(s), wherever Markdown finds them. */
function liveIn(written: string): string[] {
  const breaches: string[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'html') breaches.push(`markdown: holds HTML: ${node.value.slice(0, 40)}`);
    if ((node.type === 'link' || node.type === 'image') && !/^https?:\/\//i.test(node.url)) {
      breaches.push(`markdown: links to ${node.url.slice(0, 40)}`);
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(markdown.parse(written));
  return breaches;
}
