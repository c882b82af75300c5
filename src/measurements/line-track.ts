import { badInput } from '../units/errors.ts';
import type { DriveTrack } from './drive-route.ts';

/**
 * Places along a line, one every `everyM` [m > 0] from its first point on, at one speed [m/s > 0].
 *
 * @param line x and y of its points in turn [m, scene frame], two points at least
 * @throws UserError('bad-input') for a line without length, or numbers out of range
 */
export function lineTrack(line: ArrayLike<number>, everyM: number, speedMps: number): DriveTrack {
  if (!(everyM > 0)) throw badInput(`A sample every ${everyM} m: the distance must be greater than 0.`);
  if (!(speedMps > 0)) throw badInput(`A speed of ${speedMps} m/s: it must be greater than 0.`);
  const x: number[] = [];
  const y: number[] = [];
  let untilNextM = 0;
  for (let i = 2; i + 1 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!];
    const lengthM = Math.hypot(bx - ax, by - ay);
    let at = untilNextM;
    for (; at <= lengthM; at += everyM) {
      const share = lengthM === 0 ? 0 : at / lengthM;
      x.push(ax + share * (bx - ax));
      y.push(ay + share * (by - ay));
    }
    untilNextM = at - lengthM;
  }
  if (x.length < 2) throw badInput(`The line is shorter than ${everyM} m: two samples at least make a drive.`);
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    timeS: Float64Array.from(x, (_, i) => (i * everyM) / speedMps),
  };
}
