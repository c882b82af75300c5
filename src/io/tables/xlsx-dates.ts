/** Built-in number formats that show dates or times of day (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 in eastern locales). */
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
] as const;
const DAY_MS = 86_400_000;
/** Serial 0 of the two calendars; the one of 1900 counts a 29 February that was none, so that it holds from 1 March on. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_466;

/** True where numbers of this format are dates or times of day. @param code the format in letters, for those that are not built in */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.some(([first, last]) => id >= first && id <= last);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  return !/\[(h+|m+|s+)\]/i.test(code) && /[dmyhs]/i.test(bare) && !/general/i.test(bare);
}

/** A date as a sheet counts it (days, times as fractions) as 2026-03-31T14:43:00; below one day a time alone; as it is where it is none. */
export function dateText(serial: number, from1904: boolean): string {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return String(serial);
  const epoch = from1904 ? EPOCH_1904_MS : EPOCH_1900_MS + (serial < 60 ? DAY_MS : 0);
  const text = new Date(epoch + Math.round(serial * DAY_MS)).toISOString().replace(/(\.000)?Z$/, '');
  return serial < 1 && !from1904 ? text.slice(11) : text;
}
