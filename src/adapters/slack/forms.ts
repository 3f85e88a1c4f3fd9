import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { openAgain } from '../../chat/excuses.ts';
import type { Form, Message } from '../../chat/reply.ts';
import type { Desk } from './desk.ts';
import { renderForm } from './form.ts';
import { isTooLate, refusalOf, refusalReply } from './trouble.ts';

/** Where a dialog was opened: it comes back with what was filled in, and an answer may belong there. */
export interface FormPlace {
  channel?: string;
}

/** Opens a dialog. Gives what to say instead when it did not open: with a button, if Slack's three seconds were over. */
export async function openForm(
  desk: Desk,
  trigger: string,
  { reply, answer, channel }: { reply: Form; answer: Pick<Answer, 'command' | 'args'>; channel?: string },
): Promise<Message | undefined> {
  try {
    await desk.web.openView(trigger, renderForm(reply, writePlace(channel === undefined ? {} : { channel })));
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined && isTooLate(refusal)) {
      desk.log.warn({ command: answer.command }, 'a dialog came too late for Slack');
      return openAgain('Slack', answer.command ?? 'help', answer.args);
    }
    const id = desk.note(error, 'opening a dialog');
    return (refusal && refusalReply(refusal, { bot: desk.me.name })) ?? apology(id);
  }
}

function writePlace(place: FormPlace): string {
  return place.channel === undefined ? '' : JSON.stringify({ channel: place.channel });
}

/** Reads what `writePlace` wrote; nothing for anything else. */
export function readPlace(written: string): FormPlace {
  try {
    const read: unknown = JSON.parse(written);
    if (typeof read !== 'object' || read === null || !('channel' in read)) return {};
    return typeof read.channel === 'string' && /^[A-Z0-9]{1,40}$/.test(read.channel)
      ? { channel: read.channel }
      : {};
  } catch {
    return {};
  }
}
