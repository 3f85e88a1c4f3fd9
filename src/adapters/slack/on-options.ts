import type { BlockSuggestion, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { callerOf } from './caller.ts';
import type { Desk } from './desk.ts';
import { searchForm, suggestedOptions } from './search-form.ts';

/** What the search field offers while somebody types. Slack shows nothing after 3 s; the dispatcher gives up after one. */
export async function onOptions(
  desk: Desk,
  { ack, body }: SlackOptionsMiddlewareArgs<'block_suggestion'>,
): Promise<void> {
  await ack({ options: await offered(desk, body) });
}

async function offered(desk: Desk, { action_id, value, user }: BlockSuggestion) {
  if (action_id !== searchForm.query) return [];
  const caller = callerOf(desk, { id: user.id });
  try {
    const found = await desk.dispatcher.suggest(searchForm.command, searchForm.query, value, caller);
    return suggestedOptions(value, found);
  } catch (error) {
    desk.note(error, 'suggestions');
    return suggestedOptions(value, []);
  }
}
