const words: ReadonlyMap<string, string> = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['12 noon', '12:00'],
  ['midnight', '00:00'],
  ['12 midnight', '00:00'],
]);

const byTwelve = /^(\d{1,2})(?:[:.]?([0-5]\d))? ?([ap])\.?(?:m\.?)?$/;
const byTwentyFour = /^(\d{1,2})(?:[:.]([0-5]\d)| ?h ?([0-5]\d)?| o'? ?clock)?$/;
/** "0900", "900". */
const withoutMark = /^(\d{1,2})([0-5]\d)$/;

/**
 * A time of day as people type it, as "HH:MM": 9, 9am, 9:30 pm, 21.15, 0900, 9h30, noon, 9 o'clock. Undefined for what is
 * no time ("25:00", "13pm") or could be two ("24:00" may belong to either day).
 */
export function readTime(text: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:at|@) ?(?=\S)/, '');
  return words.get(typed) ?? readTwelve(typed) ?? readTwentyFour(typed);
}

function readTwelve(typed: string): string | undefined {
  const [, hours, minutes, half] = byTwelve.exec(typed) ?? [];
  const hour = Number(hours);
  if (hours === undefined || hour < 1 || hour > 12) return undefined;
  return clock((hour % 12) + (half === 'p' ? 12 : 0), minutes);
}

function readTwentyFour(typed: string): string | undefined {
  const [, hours, minutes, minutesAfterH] = byTwentyFour.exec(typed) ?? withoutMark.exec(typed) ?? [];
  if (hours === undefined || Number(hours) > 23) return undefined;
  return clock(Number(hours), minutes ?? minutesAfterH);
}

function clock(hour: number, minutes = '00'): string {
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}
