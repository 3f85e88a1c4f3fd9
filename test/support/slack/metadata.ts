import { checkFields, checkText, createReport, isObject } from '../shape.ts';

/**
 * What Slack would refuse in what a message carries unseen, one line each: docs.slack.dev/messaging/message-metadata. How long
 * it may be Slack does not say; a house that keeps to so little never finds out.
 */
export function metadataBreaches(metadata: unknown): string[] {
  const report = createReport();
  if (metadata === undefined) return [];
  if (!isObject(metadata)) return ['metadata: is no object'];
  // An empty one takes away what was there.
  if (Object.keys(metadata).length === 0) return [];
  checkFields(metadata, { required: ['event_type', 'event_payload'] }, 'metadata', report);
  checkText(metadata.event_type, { min: 1, max: 255 }, 'metadata event_type', report);
  if (!/^[a-z0-9_]+$/i.test(String(metadata.event_type))) report.say('metadata event_type', 'is no word');
  if (!isObject(metadata.event_payload)) report.say('metadata event_payload', 'is no object');
  const length = JSON.stringify(metadata).length;
  if (length > longest) report.say('metadata', `has ${length} characters, more than ${longest}`);
  return report.breaches;
}

const longest = 1_000;
