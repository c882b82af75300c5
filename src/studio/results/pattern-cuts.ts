import { patternGain } from '../../radio/antenna.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { radians } from '../../units/angle.ts';

/** Attenuation [dB >= 0] below the strongest direction of the cut, at an angle in degrees. */
export type PatternCut = (offsetDeg: number) => number;

/** Horizontal cut through the horizon: angle off boresight, either side. */
export function horizontalCut(pattern: AntennaPattern): PatternCut {
  return cut((offsetDeg) => patternGain(pattern, Math.PI / 2, radians(wrap(offsetDeg))));
}

/** Vertical cut through boresight: depression below the horizon; beyond 90 degrees it is behind the antenna. */
export function verticalCut(pattern: AntennaPattern): PatternCut {
  return cut((depressionDeg) => {
    const depression = wrap(depressionDeg);
    const behind = Math.abs(depression) > 90;
    const folded = behind ? Math.sign(depression) * 180 - depression : depression;
    return patternGain(pattern, Math.PI / 2 + radians(folded), behind ? Math.PI : 0);
  });
}

function cut(gain: (deg: number) => number): PatternCut {
  let strongest = 0;
  for (let deg = -180; deg < 180; deg++) strongest = Math.max(strongest, gain(deg));
  return (deg) => Math.min(40, -10 * Math.log10(Math.max(1e-9, gain(deg) / strongest)));
}

function wrap(deg: number): number {
  return ((((deg + 180) % 360) + 360) % 360) - 180;
}
