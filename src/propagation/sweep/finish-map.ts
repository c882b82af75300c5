import { cellCount } from '../../raster/raster-grid.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import { DIFFRACTED, DIRECT, LEAST_GAIN, PLANES, type SweepSums } from './accumulator.ts';
import type { SweepProblem } from './sweep-problem.ts';

const CODE = [PROVENANCE.direct, PROVENANCE.reflected, PROVENANCE.transmitted, PROVENANCE.diffracted] as const;

/**
 * Turns sums into a radio map. `share` is the part (0..1] of the launches that the sums hold: a partial map is scaled up to
 * the whole. Diffraction fills cells that the transmitter does not see; where it does, the direct field already holds it.
 */
export function finishMap(
  p: SweepProblem,
  sums: SweepSums,
  share: number,
  adapter: string,
  timingsMs: RadioMap['stats']['timingsMs'],
): RadioMap {
  const cells = cellCount(p.grid);
  const pathGain = new Float64Array(cells);
  const validity = new Uint8Array(cells);
  const provenance = new Uint8Array(cells);
  const lineOfSight = new Uint8Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const direct = sums.gain[DIRECT * cells + cell]!;
    let total = 0;
    let strongest = 0;
    for (let plane = 0; plane < PLANES; plane++) {
      if (plane === DIFFRACTED && direct > 0) continue;
      // Seen is seen, though the user leaves the direct field out.
      if (plane === DIRECT && !p.lineOfSight) continue;
      // Diffraction is laid down whole at the end, never in shares.
      const gain = sums.gain[plane * cells + cell]! / (plane === DIFFRACTED ? 1 : share);
      total += gain;
      if (gain > strongest) {
        strongest = gain;
        provenance[cell] = CODE[plane as 0 | 1 | 2 | 3];
      }
    }
    lineOfSight[cell] = direct > 0 ? 1 : 0;
    if (total < LEAST_GAIN) {
      provenance[cell] = PROVENANCE.none;
      continue;
    }
    pathGain[cell] = total;
    validity[cell] = 1;
  }
  return {
    grid: p.grid,
    pathGain,
    validity,
    provenance,
    lineOfSight,
    samples: sums.deposits,
    stats: {
      engine: 'sweep',
      adapter,
      timingsMs,
      launched: Math.round(p.azimuths * share),
      traced: sums.beams,
      dropped: sums.dropped,
      droppedBound: droppedBound(p, sums),
      warnings: p.warnings,
    },
  };
}

/**
 * Greatest path gain that all dropped beams together could add to one cell: each crosses a cell on at most its diagonal,
 * once down and once up, and passive walls never give its descendants more than it had.
 */
function droppedBound(p: SweepProblem, sums: SweepSums): number {
  return ((2 * Math.SQRT2 * sums.droppedWeight) / p.grid.cellSizeM) * p.peakGain * (p.wavelengthM / (4 * Math.PI)) ** 2;
}
