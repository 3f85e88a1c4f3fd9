import type { Advance } from '../study/options.ts';
import { quoted, type Reading } from './daily-problem.ts';
import { daysRange, marksRange, usualAdvance } from './daily-settings.ts';
import type { Whose } from './daily-whose.ts';

/** "days", "marks", "marks:3", "marks:3/5"; undefined for nothing. */
export function readAdvance(text: string): Reading<Advance> | undefined {
  if (text === '') return undefined;
  const [, by, marks = usualAdvance.marks, days = usualAdvance.days] =
    /^(days|marks)(?:[:\s]+(\d{1,3})(?:\s*\/\s*(\d{1,3}))?)?$/i.exec(text.trim()) ?? [];
  const value: Advance = {
    by: by?.toLowerCase() === 'marks' ? 'marks' : 'days',
    marks: Number(marks),
    days: Number(days),
  };
  const fits = isIn(value.marks, marksRange) && isIn(value.days, daysRange);
  if (by !== undefined && fits) return { value };
  const says = `advance cannot be ${quoted(text)}. It is days, to move on with each post; marks, once somebody marked the step Done; or marks:3/5, once 3 did or after 5 posts.`;
  return { problem: { says, choices: [] } };
}

/** Undefined for nothing; without an id for nobody. */
export function readPing(
  text: string,
  whose: Pick<Whose, 'platform' | 'target'>,
): Reading<{ id?: string }> | undefined {
  const said = text.trim();
  if (said === '') return undefined;
  if (/^none$/i.test(said)) return { value: {} };
  const read = whose.platform === 'discord' ? discordPing(said, whose.target) : slackPing(said);
  return typeof read === 'string' ? { problem: { says: read, choices: [] } } : { value: read };
}

/** The role of everybody has the id of its server. */
function discordPing(said: string, { workspace }: Whose['target']): { id: string } | string {
  if (/^@?everyone$/i.test(said) || said === workspace) {
    return 'I call nobody who did not ask for it, and so not everyone. Choose a role, or none.';
  }
  if (/^[1-9]\d{16,19}$/.test(said)) return { id: said };
  return `ping cannot be ${quoted(said)}. It is a role, or none.`;
}

/** An id, or as Slack writes a mention of a group. */
function slackPing(said: string): { id: string } | string {
  if (/^@?here$/i.test(said)) return { id: 'here' };
  const [, id] = /^(?:<!subteam\^)?(S[A-Z0-9]{5,20})(?:\|[^>]*)?>?$/.exec(said) ?? [];
  if (id !== undefined) return { id };
  if (/^@?(?:channel|everyone)$/i.test(said)) {
    return `${quoted(said)} would call people who are asleep. ping:here calls those who are here.`;
  }
  return `Slack does not tell me who ${quoted(said)} is. Give the id of the user group, which begins with S: in Slack open the group under People → User groups, then ⋯ → Copy group ID. Or ping:here, or ping:none.`;
}

function isIn(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}
