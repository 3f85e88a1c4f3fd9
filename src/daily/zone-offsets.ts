/**
 * Well-known zones by their offset from UTC. Those at the end of a row, after a bar, have it in summer only: a person in
 * Berlin may well say UTC+2 in July.
 */
const rows = `
-11:00 Pacific/Pago_Pago
-10:00 Pacific/Honolulu Pacific/Tahiti
-09:30 Pacific/Marquesas
-09:00 America/Anchorage
-08:00 America/Los_Angeles America/Tijuana | America/Anchorage
-07:00 America/Denver America/Phoenix | America/Los_Angeles
-06:00 America/Chicago America/Mexico_City America/Costa_Rica | America/Denver
-05:00 America/New_York America/Toronto America/Bogota America/Lima | America/Chicago
-04:00 America/Halifax America/Santiago America/Caracas America/Manaus | America/New_York
-03:30 America/St_Johns
-03:00 America/Sao_Paulo America/Argentina/Buenos_Aires America/Montevideo | America/Halifax America/Santiago
-02:30 | America/St_Johns
-02:00 America/Noronha Atlantic/South_Georgia America/Nuuk
-01:00 Atlantic/Azores Atlantic/Cape_Verde
+00:00 UTC Europe/London Europe/Lisbon Africa/Accra Atlantic/Reykjavik
+01:00 Europe/Berlin Europe/Paris Africa/Lagos | Europe/London Europe/Lisbon
+02:00 Europe/Athens Europe/Helsinki Africa/Cairo Africa/Johannesburg Asia/Jerusalem | Europe/Berlin
+03:00 Europe/Istanbul Europe/Moscow Africa/Nairobi Asia/Riyadh | Europe/Athens Asia/Jerusalem
+03:30 Asia/Tehran
+04:00 Asia/Dubai Asia/Baku Asia/Tbilisi
+04:30 Asia/Kabul
+05:00 Asia/Karachi Asia/Tashkent Asia/Almaty
+05:30 Asia/Kolkata Asia/Colombo
+05:45 Asia/Kathmandu
+06:00 Asia/Dhaka Asia/Omsk
+06:30 Asia/Yangon
+07:00 Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh
+08:00 Asia/Singapore Asia/Shanghai Asia/Hong_Kong Asia/Manila Australia/Perth
+08:45 Australia/Eucla
+09:00 Asia/Tokyo Asia/Seoul
+09:30 Australia/Adelaide Australia/Darwin
+10:00 Australia/Sydney Australia/Brisbane Pacific/Port_Moresby
+10:30 Australia/Lord_Howe | Australia/Adelaide
+11:00 Pacific/Noumea Pacific/Guadalcanal | Australia/Sydney
+12:00 Pacific/Auckland Pacific/Fiji
+12:45 Pacific/Chatham
+13:00 Pacific/Tongatapu Pacific/Apia | Pacific/Auckland
+13:45 | Pacific/Chatham
+14:00 Pacific/Kiritimati
`;

/** "UTC+1", "GMT-5", "+05:30", "utc +5.5" as "+01:00", "-05:00", "+05:30"; undefined for anything else. */
export function readOffset(text: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\p{Dash}|−/gu, '-');
  const [, sign, hours, minutes, half] =
    /^(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d)|([.,]5))?(?:h|hours?)?$/.exec(typed) ?? [];
  if (sign === undefined || hours === undefined) return undefined;
  const offset = `${sign}${hours.padStart(2, '0')}:${half === undefined ? (minutes ?? '00') : '30'}`;
  return offset === '-00:00' ? '+00:00' : offset;
}

/** The well-known zones at an offset as readOffset gives it, those that have it all year or in winter first. */
export function zonesAt(offset: string): { standard: readonly string[]; summer: readonly string[] } {
  const row = rows.split('\n').find((line) => line.startsWith(offset)) ?? '';
  const [standard = '', summer = ''] = row.slice(offset.length).split('|');
  return { standard: standard.match(/\S+/g) ?? [], summer: summer.match(/\S+/g) ?? [] };
}
