import type { Action } from '../chat/action.ts';
import type { Args, IntegerOption } from '../chat/command.ts';
import type { Actions, Button } from '../chat/reply.ts';

const pageSize = 5;

/** Carried by Next and Previous, and typed: page:2 limit:10. */
export const pageOptions: readonly IntegerOption[] = [
  { name: 'page', type: 'integer', summary: 'which page, from 1', min: 1, max: 500, hidden: true },
  { name: 'limit', type: 'integer', summary: 'how many on a page', min: 1, max: 25, hidden: true },
];

export interface Page {
  /** From 1, never past the last page. */
  page: number;
  limit: number;
  offset: number;
}

/** The page that was asked for, brought to one that exists. */
export function pageOf(args: Args, total: number): Page {
  const limit = typeof args.limit === 'number' ? args.limit : pageSize;
  const wanted = typeof args.page === 'number' ? args.page : 1;
  const page = Math.min(wanted, Math.max(1, Math.ceil(total / limit)));
  return { page, limit, offset: (page - 1) * limit };
}

/** "6–10 of 23" */
export function rangeLabel({ offset, limit }: Page, total: number): string {
  if (total <= limit) return `${total} in all`;
  const [first, last] = [offset + 1, Math.min(offset + limit, total)];
  return `${first === last ? first : `${first}–${last}`} of ${total}`;
}

/** Previous, Next, what else the answer offers, and Share unless it is shared already. */
export function pageButtons(
  command: string,
  args: Args,
  page: Page,
  total: number,
  more: Button[] = [],
): Actions {
  const turn = (to: number): Action => ({ command, args: { ...args, page: to }, mode: 'update' });
  const buttons: Button[] = [];
  if (page.page > 1) buttons.push({ label: 'Previous', action: turn(page.page - 1) });
  if (page.offset + page.limit < total) {
    buttons.push({ label: 'Next', action: turn(page.page + 1), style: 'primary' });
  }
  buttons.push(...more);
  if (args.share !== true) buttons.push(shareButton(command, args));
  return { type: 'actions', buttons };
}

/** Share runs the command again for everybody in the channel. */
export function shareButton(command: string, args: Args): Button {
  return { label: 'Share', action: { command, args: { ...args, share: true }, mode: 'reply' } };
}
