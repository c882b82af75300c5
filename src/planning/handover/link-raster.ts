import { resourceElementDbm, resourceGrid } from '../../radio/link-budget.ts';
import { resourceElementNoiseDbm } from '../../radio/sinr.ts';
import { cellCentre, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { dbFromLinear, linearFromDb } from '../../units/decibel.ts';
import type { NetworkGains } from '../network-gains.ts';

/** What a user would have from every sector in every cell of the area, all sectors sending at full power and load. */
export interface LinkRaster {
  readonly grid: RasterGrid;
  readonly sectors: number;
  /** RSRP [dBm], cells x sectors; -Infinity without signal. */
  readonly levelDbm: Float64Array;
  /** ln of the rate with all of the sector's bandwidth, B log2(1 + SINR) [ln Mbit/s], of at least 1e-6 Mbit/s; cells x sectors. */
  readonly lnRate: Float64Array;
  /** 1 where a sector has no data of its own. */
  readonly standIn: Uint8Array;
}

/** Rates below are taken as this [Mbit/s]: utilities are logarithms. */
const LEAST_RATE_MBPS = 1e-6;

/** Works a network out cell by cell, at the centres of the cells of `grid`. Interference is that of the same carrier. */
export function linkRaster(gains: NetworkGains, grid: RasterGrid, noiseFigureDb: number): LinkRaster {
  const { sectors } = gains;
  const count = sectors.length;
  const cells = cellCount(grid);
  const levels = sectors.map((sector) => linearFromDb(resourceElementDbm(sector) + sector.lossesDb));
  const noise = sectors.map(({ bandwidthHz }) => linearFromDb(resourceElementNoiseDbm(bandwidthHz, noiseFigureDb)));
  const bandwidthMhz = sectors.map(({ bandwidthHz }) => {
    const { resourceBlocks, subcarrierSpacingHz } = resourceGrid(bandwidthHz);
    return (12 * resourceBlocks * subcarrierSpacingHz) / 1e6;
  });
  const levelDbm = new Float64Array(cells * count);
  const lnRate = new Float64Array(cells * count);
  const standIn = new Uint8Array(cells);
  const power = new Float64Array(count);
  for (let cell = 0; cell < cells; cell++) {
    const { x, y } = cellCentre(grid, cell);
    if (gains.at(x, y, power, 0) > 0) standIn[cell] = 1;
    for (let k = 0; k < count; k++) power[k]! *= levels[k]!;
    for (let k = 0; k < count; k++) {
      let interference = noise[k]!;
      for (let m = 0; m < count; m++) {
        if (m !== k && sectors[m]!.frequencyHz === sectors[k]!.frequencyHz) interference += power[m]!;
      }
      levelDbm[cell * count + k] = dbFromLinear(power[k]!);
      const rate = bandwidthMhz[k]! * Math.log2(1 + power[k]! / interference);
      lnRate[cell * count + k] = Math.log(Math.max(LEAST_RATE_MBPS, rate));
    }
  }
  return { grid, sectors: count, levelDbm, lnRate, standIn };
}
