/** Monday first, as in a Schedule's weekdays and in Temporal's dayOfWeek less one. */
export const dayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** "Mon", "Dec": fixed here, since Intl writes "Sept" in British English and may change its mind with each release. */
export function shortName(name: string): string {
  return name.slice(0, 3);
}
