import type { Advance } from '../study/options.ts';
import { quoted, type Reading } from './daily-problem.ts';
import { daysRange, marksRange, usualAdvance } from './daily-settings.ts';

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
export function readPing(text: string, platform: 'discord' | 'slack'): Reading<{ id?: string }> | undefined {
  if (text === '') return undefined;
  const folded = text.trim();
  if (/^none$/i.test(folded)) return { value: {} };
  const taken = platform === 'discord' ? /^\d{5,25}$/ : /^(?:here|S[A-Z0-9]{5,20})$/;
  const id = /^here$/i.test(folded) ? 'here' : folded;
  if (taken.test(id)) return { value: { id } };
  const says =
    platform === 'discord'
      ? `ping cannot be ${quoted(text)}. It is a role, or none.`
      : `ping cannot be ${quoted(text)}. It is here, the id of a user group, which begins with S, or none.`;
  return { problem: { says, choices: [] } };
}

function isIn(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}
