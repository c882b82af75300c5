import { median } from '../../metrics/cdf.ts';
import type { RadioMap } from '../radio-map.ts';
import type { EnoughSettings } from '../solve-request.ts';

/** True where a launch has done what was asked of it: the median standard error of its covered cells, or the time it was given. */
export function isEnough(map: RadioMap, enough: EnoughSettings, elapsedMs: number): boolean {
  if (enough.seconds !== undefined && elapsedMs >= 1000 * enough.seconds) return true;
  if (enough.medianErrorDb === undefined || !map.spreadDb) return false;
  const errors = map.spreadDb.filter((_, cell) => map.validity[cell] === 1);
  return errors.length > 0 && median(errors) <= enough.medianErrorDb;
}
