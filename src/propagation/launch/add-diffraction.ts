import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { Diffraction } from './diffraction.ts';

/**
 * The map of a launch with diffraction added to it, power to power. A cell lives by diffraction where that is more than all the rest.
 * `spreadDb` stays the error of the launch, now as a part of the whole: the gather draws no directions, so a cell that it alone reaches
 * has 0 dB.
 * @param diffraction over the same grid; null adds nothing
 */
export function addDiffraction(map: RadioMap, diffraction: Diffraction | null): RadioMap {
  if (!diffraction) return map;
  const pathGain = map.pathGain.slice();
  const validity = map.validity.slice();
  const provenance = map.provenance.slice();
  const spreadDb = map.spreadDb?.slice();
  diffraction.pathGain.forEach((diffracted, cell) => {
    if (!(diffracted > 0)) return;
    const launched = map.pathGain[cell]!;
    pathGain[cell] = launched + diffracted;
    validity[cell] = 1;
    if (diffracted > launched) provenance[cell] = PROVENANCE.diffracted;
    if (!spreadDb) return;
    const error = launched > 0 ? 10 ** (spreadDb[cell]! / 10) - 1 : 0;
    spreadDb[cell] = 10 * Math.log10(1 + (error * launched) / pathGain[cell]!);
  });
  const samples = map.samples.map((rays, cell) => rays + diffraction.rays[cell]!);
  return { ...map, pathGain, validity, provenance, samples, ...(spreadDb ? { spreadDb } : {}) };
}
