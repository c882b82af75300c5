import { resourceElementDbm } from '../../radio/link-budget.ts';
import { cellCentre, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import type { NetworkGains } from '../network-gains.ts';

/**
 * RSRP [dBm] of every sector of a network in the cells of a grid, one array a sector, NaN where it has no data. Takes a network made with the rule
 * `no-signal`: one that fills what has no data would cover everything.
 */
export function levelsAtCells(gains: NetworkGains, grid: RasterGrid): Float64Array[] {
  const { sectors } = gains;
  // The gains have the losses off already.
  const sentDbm = sectors.map((sector) => resourceElementDbm(sector) + sector.lossesDb);
  const rsrp = sectors.map(() => new Float64Array(cellCount(grid)).fill(Number.NaN));
  const at = new Float64Array(sectors.length);
  for (let cell = 0; cell < cellCount(grid); cell++) {
    const { x, y } = cellCentre(grid, cell);
    gains.at(x, y, at, 0);
    for (let k = 0; k < sectors.length; k++) if (at[k]! > 0) rsrp[k]![cell] = sentDbm[k]! + dbFromLinear(at[k]!);
  }
  return rsrp;
}
