import type { Caller } from '../chat/command.ts';

/** Who asks, and when. */
export interface Asking {
  caller: Caller;
  now: Temporal.Instant;
}

/**
 * "24 November" in the language and time zone of whoever asks, with the year unless it is that of `now`. UTC stands in
 * for a zone that does not exist, and English for a language that this machine cannot write.
 */
export function dayOf(at: Temporal.Instant, { caller: { locale, zone }, now }: Asking): string {
  const timeZone = knownZone(zone, now);
  const year = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(timeZone).year;
  return at.toLocaleString([...knownLocale(locale), 'en'], {
    timeZone,
    day: 'numeric',
    month: 'long',
    ...(year(at) === year(now) ? {} : { year: 'numeric' }),
  });
}

function knownZone(zone: string | undefined, now: Temporal.Instant): string {
  try {
    return now.toZonedDateTimeISO(zone ?? 'UTC').timeZoneId;
  } catch {
    return 'UTC';
  }
}

function knownLocale(locale: string): string[] {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch {
    return [];
  }
}
