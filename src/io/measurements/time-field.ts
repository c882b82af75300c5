/**
 * Milliseconds since 1970 (UTC) of a time as loggers write it: seconds or milliseconds since 1970, or a date that names its parts in
 * order, in `zone` (`Z`, `+02:00`) where it names none. NaN for anything else.
 */
export function timeMsOf(text: string, zone: string): number {
  if (text === '') return Number.NaN;
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  // G-NetTrack writes 2026.03.31_14.43.00.
  const parts = /^(\d{4})[-./](\d\d)[-./](\d\d)[ T_](\d\d)[:.](\d\d)[:.](\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(
    text,
  );
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second, named] = parts;
  const offset = (named ?? zone).replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
}
