import { apology } from '../../chat/apology.ts';
import type { Answer } from '../../chat/dispatch.ts';
import { openAgain } from '../../chat/excuses.ts';
import type { Form, Message } from '../../chat/reply.ts';
import type { Where } from './caller.ts';
import type { Desk } from './desk.ts';
import { renderForm } from './form.ts';
import { isTooLate, refusalOf, refusalReply } from './trouble.ts';

/** Opens a dialog. Gives what to say instead when it did not open: with a button, if Slack's three seconds were over. */
export async function openForm(
  desk: Desk,
  trigger: string,
  { reply, answer, where }: { reply: Form; answer: Pick<Answer, 'command' | 'args'>; where?: Where },
): Promise<Message | undefined> {
  try {
    await desk.web.openView(trigger, renderForm(reply, writePlace(where)));
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

/** Where a dialog was opened: it comes back with what was filled in, and an answer may belong there. */
function writePlace(where: Where | undefined): string {
  return where === undefined ? '' : JSON.stringify(where);
}

/** Reads what `writePlace` wrote; undefined for anything else. */
export function readPlace(written: string): Where | undefined {
  try {
    const read: unknown = JSON.parse(written);
    if (typeof read !== 'object' || read === null || !('channel' in read)) return undefined;
    const { channel } = read;
    if (typeof channel !== 'string' || !/^[A-Z0-9]{1,40}$/.test(channel)) return undefined;
    return { channel, ...('name' in read && typeof read.name === 'string' ? { name: read.name } : {}) };
  } catch {
    return undefined;
  }
}
