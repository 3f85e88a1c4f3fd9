import { distance } from '../catalog/distance.ts';
import { fold } from '../search/fold.ts';
import { canonicalZone, renamedZones, zoneNames } from './zone-names.ts';
import { readOffset, zonesAt } from './zone-offsets.ts';
import { ambiguousWords, zoneWords } from './zone-words.ts';

/** What somebody means by a zone: one, one of several, or nothing known, with the nearest names (at most 5, maybe none). */
export type ZoneRead = { zone: string } | { which: readonly string[] } | { nearest: readonly string[] };

/** Longer than any zone's name; what is longer is not looked at. */
const maxLength = 80;
const maxNearest = 5;

/** What most people look for, before they typed anything. */
const common: readonly string[] = [
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
  'UTC',
];

/**
 * Reads an IANA name in any case, old ones too ("Asia/Calcutta" is Asia/Kolkata), a city, a country, an abbreviation. A
 * fixed offset ("UTC+1") always asks which zone, since it would be an hour off for half of the year in most of them.
 */
export function readZone(text: string): ZoneRead {
  if (text.length > maxLength) return { nearest: [] };
  const zones = meaningsOf(text);
  const [first] = zones;
  if (first === undefined) return { nearest: nearestZones(text) };
  const isOffset = readOffset(text) !== undefined;
  return zones.length === 1 && !isOffset ? { zone: first } : { which: zones };
}

/** Zones for somebody who is still typing, the likeliest first; the most common ones before that. At most `limit`. */
export function suggestZones(prefix: string, limit: number): string[] {
  const key = keyOf(prefix);
  const found =
    key === '' && readOffset(prefix) === undefined
      ? [...common, ...zoneNames()]
      : [...meaningsOf(prefix), ...zonesBeginning(key)];
  return [...new Set(found)].slice(0, limit);
}

/** Whether it is the name of a zone, old or new, in any case; a fixed offset is none. */
export function isZone(name: string): boolean {
  return canonicalZone(name) !== undefined;
}

/** Empty when nobody knows. */
function meaningsOf(text: string): readonly string[] {
  const offset = readOffset(text);
  if (offset !== undefined) {
    const { standard, summer } = zonesAt(offset);
    return [...standard, ...summer];
  }
  const whole = meaningsOfWords(text);
  if (whole.length > 0) return whole;
  // "Berlin, Germany", but not "Paris, Texas".
  const [first, ...others] = text.split(',').map(meaningsOfWords);
  return first?.filter((zone) => others.every((zones) => zones.includes(zone))) ?? [];
}

function meaningsOfWords(text: string): readonly string[] {
  const key = keyOf(text);
  const short = key.replace(/(?: (?:standard|daylight|summer))? time(?: ?zone)?$/, '');
  const known = zonesByWord();
  const found = known.get(key) ?? known.get(short);
  if (found !== undefined) return found;
  const name = canonicalZone(text.trim().replaceAll(' ', '_'));
  return name === undefined ? [] : [name];
}

/** What its parts mean, then the nearest by edits of any of their names, then those that begin so. */
function nearestZones(text: string): string[] {
  const key = keyOf(text);
  if (key === '') return [];
  const limit = Math.min(3, Math.ceil(key.length / 4));
  const near = [...zonesByWord()]
    .filter(([word]) => word.length > 3)
    .map(([word, zones]) => ({ edits: distance(key, word, limit), zones }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .flatMap(({ zones }) => zones);
  const parts = text.split(/[,/]/).map(meaningsOfWords);
  const ofParts = parts.sort((a, b) => a.length - b.length).flat();
  return [...new Set([...ofParts, ...near, ...zonesBeginning(key)])].slice(0, maxNearest);
}

/** Zones whose own name begins so, then those that are also called so, then those with such a word inside. */
function zonesBeginning(key: string): string[] {
  if (key === '') return [];
  const begin: string[] = [];
  const inside: string[] = [];
  for (const [word, zones] of zonesByWord()) {
    if (word.startsWith(key)) begin.push(...zones);
    else if (word.includes(` ${key}`)) inside.push(...zones);
  }
  const named = begin.filter((zone) => [zone, cityOf(zone)].some((name) => keyOf(name).startsWith(key)));
  return [...byUse(named), ...byUse(begin), ...byUse(inside)];
}

function byUse(zones: readonly string[]): string[] {
  return [...common.filter((zone) => zones.includes(zone)), ...zones.toSorted()];
}

function keyOf(text: string): string {
  return fold(text)
    .replace(/'/g, '')
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim();
}

function cityOf(name: string): string {
  return name.split('/').at(-1) ?? name;
}

let kept: ReadonlyMap<string, readonly string[]> | undefined;

/** All that a zone is called, in keys: cities before whole names, so that they come first among equals. */
function zonesByWord(): ReadonlyMap<string, readonly string[]> {
  if (kept !== undefined) return kept;
  const names = [...zoneNames().map((name) => [name, name] as const), ...renamedZones()];
  kept = new Map<string, readonly string[]>([
    ...names.map(([name, zone]) => [keyOf(cityOf(name)), [zone]] as const),
    ...names.map(([name, zone]) => [keyOf(name), [zone]] as const),
    ...Object.entries(zoneWords).flatMap(([zone, words]) => words.map((word) => [word, [zone]] as const)),
    ...Object.entries(ambiguousWords),
  ]);
  return kept;
}
