import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { cellAt, cellCentre } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Building, ClassRaster } from '../../scene/scene.ts';
import type { NetworkMap } from '../results/network-map.ts';
import type { CellGrouping } from '../store/error-view-state.ts';
import type { ErrorCells } from './error-cells.ts';
import { highestNear, ROOF_CLASSES, roofClass } from './near-roofs.ts';

/** Measured cells in groups that have names. */
export interface CellGroups {
  readonly names: readonly string[];
  /** Index of the group of every cell, -1 for none, in the order of the ErrorCells. */
  readonly groupOf: Int16Array;
}

/** What groups are made of, beside the cells. */
export interface GroupSource {
  readonly map: Pick<NetworkMap, 'server' | 'sectorIds' | 'lineOfSight' | 'provenance'>;
  readonly scene: { readonly buildings: readonly Building[]; readonly landUse: ClassRaster | null } | null;
}

export const GROUPING_LABELS: Readonly<Record<CellGrouping, string>> = {
  sight: 'line of sight',
  mechanism: 'mechanism',
  sector: 'serving sector',
  roofs: 'highest building near',
  'land-use': 'land use',
};

/** Groupings that there is something to tell apart by. */
export function groupingsOf(scene: GroupSource['scene']): readonly CellGrouping[] {
  const all: readonly CellGrouping[] = ['sight', 'mechanism', 'sector', 'roofs', 'land-use'];
  return all.filter((grouping) => {
    if (grouping === 'roofs') return (scene?.buildings.length ?? 0) > 0;
    return grouping !== 'land-use' || scene?.landUse != null;
  });
}

/** Groups without a cell keep their name. */
export function cellGroups(grouping: CellGrouping, cells: ErrorCells, { map, scene }: GroupSource): CellGroups {
  const groups = (names: readonly string[], of: (cell: number, i: number) => number): CellGroups => ({
    names,
    groupOf: Int16Array.from(cells.cell, of),
  });
  const { grid } = cells;
  switch (grouping) {
    case 'sight':
      return groups(['line of sight', 'no line of sight'], (cell) => (map.lineOfSight[cell] ? 0 : 1));
    case 'mechanism':
      return groups(PROVENANCE_NAMES.slice(1), (cell) => map.provenance[cell]! - 1);
    case 'sector':
      return groups(map.sectorIds, (cell) => map.server[cell]!);
    case 'roofs': {
      const highestM = highestNear(grid, roofRaster(scene?.buildings ?? [], grid), cells.cell);
      return groups(ROOF_CLASSES, (_, i) => roofClass(highestM[i]!));
    }
    case 'land-use': {
      const landUse = scene?.landUse;
      if (!landUse) return groups([], () => -1);
      return groups(landUse.names, (cell) => {
        const { x, y } = cellCentre(grid, cell);
        return landUse.classes[cellAt(landUse.grid, x, y)] ?? -1;
      });
    }
  }
}
