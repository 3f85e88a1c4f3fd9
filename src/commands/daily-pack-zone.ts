/** The longest first: a zone takes the first that it begins with. No name of a zone has a colon. */
const areas: readonly (readonly [string, string])[] = [
  ['America/North_Dakota/', 'n:'],
  ['America/Argentina/', 'g:'],
  ['America/Kentucky/', 'k:'],
  ['America/Indiana/', 'd:'],
  ['Antarctica/', 't:'],
  ['Australia/', 'o:'],
  ['Atlantic/', 'l:'],
  ['America/', 'a:'],
  ['Pacific/', 'p:'],
  ['Africa/', 'f:'],
  ['Arctic/', 'c:'],
  ['Europe/', 'e:'],
  ['Indian/', 'i:'],
  ['Asia/', 's:'],
];

/** "g:Buenos_Aires" for America/Argentina/Buenos_Aires. */
export function packZone(zone: string): string {
  const [area, short] = areas.find(([name]) => zone.startsWith(name)) ?? ['', ''];
  return `${short}${zone.slice(area.length)}`;
}

/** What `packZone` was given. */
export function unpackZone(packed: string): string {
  const [area, short] = areas.find(([, letter]) => packed.startsWith(letter)) ?? ['', ''];
  return `${area}${packed.slice(short.length)}`;
}
