const maxLength = 70;

/** Kebab-case of Latin letters and digits, at most 70 characters, cut at a word; '' when there are none. */
export function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const whole = (words ?? []).join('-');
  if (whole.length <= maxLength) return whole;
  const cut = whole.slice(0, maxLength + 1);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : cut.slice(0, maxLength);
}

/** The name, or the name with the first number from 2 on that makes it unused. It counts as used then. */
export function unused(name: string, used: Set<string>): string {
  let free = name;
  for (let number = 2; used.has(free); number++) {
    const ending = `-${number}`;
    free = name.slice(0, maxLength - ending.length).replace(/-+$/, '') + ending;
  }
  used.add(free);
  return free;
}
