import type { CorrectedMap } from '../../worker/calibration-protocol.ts';
import {
  type CorrectedLayer,
  ERROR_CLASSES,
  errorClass,
  type LayerCounts,
  type LayerName,
  RSRP_BREAKS_DBM,
  rsrpClass,
} from './layer-classes.ts';

export function isCorrectedLayer(layer: LayerName): layer is CorrectedLayer {
  return layer === 'corrected' || layer === 'uncertainty';
}

/** Class of a cell of a corrected map, or -1 where the engine has no coverage. */
export function correctedClass(layer: CorrectedLayer, map: CorrectedMap, cell: number): number {
  const level = map.rsrpDbm[cell]!;
  if (Number.isNaN(level)) return -1;
  return layer === 'corrected' ? rsrpClass(level) : errorClass(map.sdDb[cell]!);
}

/** Counts the cells of every class; cells under a roof (`indoor` 1) are left out. */
export function countCorrected(
  map: CorrectedMap,
  indoor: Uint8Array | null,
): Readonly<Record<CorrectedLayer, LayerCounts>> {
  const count = (layer: CorrectedLayer, classes: number): LayerCounts => {
    const cells = new Array<number>(classes).fill(0);
    let noData = 0;
    for (let i = 0; i < map.rsrpDbm.length; i++) {
      if (indoor?.[i]) continue;
      const index = correctedClass(layer, map, i);
      if (index < 0) noData++;
      else cells[index]!++;
    }
    return { cells, noData };
  };
  return {
    corrected: count('corrected', RSRP_BREAKS_DBM.length + 1),
    uncertainty: count('uncertainty', ERROR_CLASSES),
  };
}
