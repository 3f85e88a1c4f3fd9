import { isObject } from '../shape.ts';
import { type Answer, type Finding, invalidForm, ok, refusals } from './answers.ts';
import { type Channel, channelTypes, type Parties } from './parties.ts';
import type { Timeline } from './timeline.ts';
import { isEphemeral, wireChannel } from './wire-objects.ts';

interface Behind {
  readonly parties: Parties;
  readonly timeline: Timeline;
  note(...breaches: readonly string[]): void;
}

const minutes = [60, 1440, 4320, 10_080];

/** POST /channels/:channel/messages/:message/threads: …/resources/channel#start-thread-from-message. */
export function openThread(
  { parties, timeline, note }: Behind,
  channel: Channel,
  messageId: string,
  json: unknown,
): Answer {
  const { text, announcement, announcementThread, thread } = channelTypes;
  if (![text, announcement].includes(channel.type)) return refusals.wrongChannelType;
  if (!channel.opensThreads) return refusals.missingPermissions;
  const message = timeline.find(messageId);
  if (message === undefined || message.channel !== channel.id || isEphemeral(message)) {
    return refusals.unknownMessage;
  }
  if (parties.channels.some(({ id }) => id === messageId)) return refusals.threadThere;
  const { name, auto_archive_duration: silence } = isObject(json) ? json : {};
  const findings: Finding[] = [];
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    findings.push({
      path: ['name'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: 'Must be between 1 and 100 in length.',
    });
  }
  if (silence !== undefined && !minutes.includes(Number(silence))) {
    findings.push({
      path: ['auto_archive_duration'],
      code: 'BASE_TYPE_CHOICES',
      message: 'Value must be one of those.',
    });
  }
  note(...findings.map(({ path, message: said }) => `thread: ${path.join('.')} ${said}`));
  if (findings.length > 0) return invalidForm(findings);
  const type = channel.type === announcement ? announcementThread : thread;
  const state = { parent: channel.id, archived: false, locked: false };
  const made: Channel = { ...channel, id: messageId, name: String(name), type, thread: state };
  parties.open(made);
  return { ...ok(wireChannel(made, parties.app, parties.people)), status: 201 };
}
