import { basename } from 'node:path';
import { type PlacedMeasurements, placeMeasurements, rowsBySector } from '../engine/calibration-case.ts';
import { type DrawnCity, drawCity } from '../learning/dataset/draw-city.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput, type Issue } from '../units/errors.ts';
import type { BatchOptions } from './batch-options.ts';
import { loadScene } from './load-scene.ts';
import { mapGrid } from './map-grid.ts';
import { readMeasuredPath } from './measurement-file.ts';
import { readSites } from './predict-sources.ts';
import { sectorFileName } from './sector-file-name.ts';

/** One map of a batch, as it is opened when its turn comes. */
export interface BatchCase {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  readonly centred: boolean;
  /** Facts of a made-up city. */
  readonly city: Pick<DrawnCity, 'seed' | 'density' | 'heightFactor'> | null;
}

export interface BatchItem {
  /** Name of its file, without extension. */
  readonly name: string;
  open(): BatchCase;
}

export interface BatchPlan {
  readonly items: readonly BatchItem[];
  readonly measurements: PlacedMeasurements | null;
  readonly issues: readonly Issue[];
}

/** What a batch will compute, in a fixed order. Cities are made only when their turn comes. */
export async function batchPlan(options: BatchOptions): Promise<BatchPlan> {
  return options.source.kind === 'cities'
    ? { items: cityItems(options, options.source), measurements: null, issues: [] }
    : sitesPlan(options, options.source);
}

function cityItems(
  { size, cellSizeM }: BatchOptions,
  { first, last, sectorsPerCity }: Extract<BatchOptions['source'], { kind: 'cities' }>,
): BatchItem[] {
  // Sectors of a city follow one another, so the last one made is kept.
  let kept: DrawnCity | null = null;
  const cityOf = (seed: number): DrawnCity => {
    if (kept?.seed !== seed) kept = drawCity(seed, sectorsPerCity, size, cellSizeM);
    return kept;
  };
  const items: BatchItem[] = [];
  for (let seed = first; seed <= last; seed++) {
    for (let k = 0; k < sectorsPerCity; k++) {
      items.push({
        name: `city-${seed}-${k}`,
        open: () => {
          const city = cityOf(seed);
          return { scene: city.scene, ...city.sectors[k]!, city };
        },
      });
    }
  }
  return items;
}

async function sitesPlan(
  options: BatchOptions,
  source: Extract<BatchOptions['source'], { kind: 'sites' }>,
): Promise<BatchPlan> {
  const scene = await loadScene(source.scene, options.groundMaterial);
  const issues: Issue[] = [];
  const placed = placeSectors(await readSites(source.sites, issues, options.lossSigns), scene);
  let sectors = placed.sectors;
  let measurements: PlacedMeasurements | null = null;
  if (options.measurements !== null) {
    const set = await readMeasuredPath(options.measurements, options.reading, () => undefined);
    measurements = placeMeasurements(set, scene);
    const rows = rowsBySector(measurements, sectors);
    sectors = sectors.filter(({ id }) => rows.get(id)! >= options.minRows);
    if (sectors.length === 0)
      throw badInput(
        `batch: none of the sectors of ${basename(source.sites)} has ${options.minRows} or more rows in ${set.name}; lower --min-rows, or see whether the names of cells agree`,
      );
  }
  const names = new Set<string>();
  const items = sectors.map((sector) => {
    const name = sectorFileName(sector.id);
    if (names.has(name))
      throw badInput(`batch: two sectors would be written to ${name}; rename one of them in ${basename(source.sites)}`);
    names.add(name);
    const grid = mapGrid(options, scene, [sector]);
    const centred = options.bounds === null && options.centre.kind === 'sector';
    return { name, open: () => ({ scene, sector, grid, centred, city: null }) };
  });
  return { items, measurements, issues: [...issues, ...placed.issues] };
}
