import type { RadioMap } from '../../propagation/radio-map.ts';
import type { SolveRequest, SolveSettings } from '../../propagation/solve-request.ts';
import { cellCount, gridCentredOn } from '../../raster/raster-grid.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import type { FeatureRequest } from './sight-line.ts';

/** Settings of the quick sweep, and how much larger its cells are. */
const COARSE = { factor: 4, azimuths: 128, maxDepth: 2 } as const;

/** A quick sweep of the same place on cells COARSE.factor times as large, spread over the grid's own cells [dB, NaN = no data]. */
export async function coarseMap(
  { scene, sector, grid, receiverZM, settings }: FeatureRequest & { readonly settings: SolveSettings },
  sweep: (request: SolveRequest) => Promise<RadioMap>,
): Promise<Float32Array> {
  const { factor, azimuths, maxDepth } = COARSE;
  const columns = Math.ceil(grid.columns / factor);
  const rows = Math.ceil(grid.rows / factor);
  const cellSizeM = factor * grid.cellSizeM;
  const x = grid.westM + (columns * cellSizeM) / 2;
  const y = grid.northM - (rows * cellSizeM) / 2;
  const map = await sweep({
    scene,
    sector,
    grid: { ...gridCentredOn(x, y, columns, columns, cellSizeM), rows, northM: grid.northM },
    receiverZM,
    settings: { ...settings, azimuths, maxDepth: Math.min(maxDepth, settings.maxDepth) },
  });
  const gain = gainInDb(map);
  return Float32Array.from({ length: cellCount(grid) }, (_, cell) => {
    const row = Math.floor(cell / grid.columns);
    const column = cell - row * grid.columns;
    return gain[Math.floor(row / factor) * columns + Math.floor(column / factor)]!;
  });
}

/** Path gain [dB], NaN = no data. */
export function gainInDb({ pathGain, validity }: RadioMap): Float32Array {
  return Float32Array.from(pathGain, (gain, i) => (validity[i] !== 0 && gain > 0 ? dbFromLinear(gain) : Number.NaN));
}
