import { readClasses, readPersons } from '../io/formats/area-raster.ts';
import { cellWeights } from '../planning/coverage/cell-weights.ts';
import { classesOnGrid } from '../planning/coverage/classes-on-grid.ts';
import { networkLayers } from '../planning/coverage/coverage-figures.ts';
import { type CoverageLine, type CoverageWeights, coverageTable } from '../planning/coverage/coverage-table.ts';
import { levelsAtCells } from '../planning/coverage/levels-at-cells.ts';
import { networkGains, sharedArea } from '../planning/network-gains.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import type { SolveListener } from './engine-protocol.ts';
import type { CoverageJob } from './planning-protocol.ts';

/** The coverage table of every network of a job, on cells as fine as the finest map's. A place without data is no data. */
export async function runCoverage(
  { sectors, networks, scene, landUseWeights, place, population, classes, targets }: CoverageJob,
  listener: SolveListener,
): Promise<readonly CoverageLine[]> {
  const maps = networks.map(({ name, maps: own }) => ({
    name,
    gains: networkGains(sectors, new Map(own.map((map) => [map.sectorId, map])), 'no-signal'),
  }));
  const { areaM, cellSizeM } = sharedArea(maps.map(({ gains }) => gains));
  const grid = gridOfBounds(areaM, cellSizeM);
  const weights: CoverageWeights = {
    area: cellWeights(grid, scene, { kind: 'area' }),
    users: scene && cellWeights(grid, scene, { kind: 'users', landUse: landUseWeights }),
    population: population && (await readPersons(population.name, population.bytes, grid, place)),
    classes: classes
      ? await readClasses(classes.name, classes.bytes, grid, place)
      : scene?.landUse
        ? classesOnGrid(scene.landUse, grid)
        : null,
  };
  const lines: CoverageLine[] = [];
  for (const [i, { name, gains }] of maps.entries()) {
    listener.progress(i / maps.length, name);
    const layers = networkLayers(gains.sectors, levelsAtCells(gains, grid), targets);
    lines.push(...coverageTable(name, layers, weights, targets));
  }
  return lines;
}
