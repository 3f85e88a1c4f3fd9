import { message, quiet, type Reply, text } from '../chat/reply.ts';
import { StoreError } from '../store/error.ts';

/** What a person is told when the bot cannot keep or look up what people did; undefined for any other error. */
export function storeReply(error: unknown): Reply | undefined {
  if (!(error instanceof StoreError)) return undefined;
  switch (error.trouble) {
    case 'looking':
      return message(
        text('Nothing was kept: the bot runs in another process, and from here one can only look.'),
        quiet('Do it through that one, or stop it and try again.'),
      );
    case 'unsure':
      return message(
        text('The connection to the bot’s memory broke at the wrong moment: this may be kept or not.'),
        quiet('Look before you do it again.'),
      );
    default:
      return message(
        text('This needs the bot’s memory, which cannot be reached right now. Nothing was changed.'),
        quiet(
          'Resources, topics, the path and practice work as ever. Try again in a minute; whoever runs the bot finds the reason in its log.',
        ),
      );
  }
}
