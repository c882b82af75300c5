import { join } from 'node:path';
import type { PlacedMeasurements } from '../engine/calibration-case.ts';
import type { Engine, EngineName } from '../engine/engine.ts';
import { receiversFor } from '../engine/receivers-for.ts';
import { encodeMap } from '../io/formats/encode-map.ts';
import { packFlags } from '../io/formats/map-description.ts';
import { trainingSampleFile } from '../io/formats/training-sample-file.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import { trainingSample } from '../learning/dataset/training-sample.ts';
import { binByCell } from '../measurements/bin-by-cell.ts';
import type { SolveRequest } from '../propagation/solve-request.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import type { BatchOptions } from './batch-options.ts';
import type { BatchCase, BatchItem } from './batch-plan.ts';
import { chooseEngine } from './choose-engine.ts';
import { engineLabel } from './engine-names.ts';
import { levelsOf, mapLayer } from './map-layer.ts';

/** Computes one item and writes its file, the companions first; the path of the file. */
export async function computeItem(
  engine: Engine,
  options: BatchOptions,
  item: BatchItem,
  measurements: PlacedMeasurements | null,
  signal: AbortSignal,
): Promise<string> {
  const opened = item.open();
  const { engine: name } = chooseEngine({ command: 'batch' }, options.engine, opened.scene);
  const files = options.training
    ? await sampleFiles(engine, name, options, item, opened, measurements, signal)
    : await mapFiles(engine, name, options, item, opened, signal);
  for (const [path, bytes] of files) await writeFileAtomically(path, bytes);
  return itemPath(options, item);
}

export function itemPath(options: BatchOptions, item: BatchItem): string {
  return join(options.out, `${item.name}${options.training ? '.npz' : options.format}`);
}

async function mapFiles(
  engine: Engine,
  name: EngineName,
  options: BatchOptions,
  item: BatchItem,
  { scene, sector, grid }: BatchCase,
  signal: AbortSignal,
): Promise<Map<string, Uint8Array | string>> {
  const { receiverZM, receiverSurface } = receiversFor(name, scene, grid, options.receiverHeightM);
  const request = {
    scene,
    sector,
    grid,
    receiverZM,
    settings: options.settings,
    ...(receiverSurface && { receiverSurface }),
  };
  const map = await engine.solve(name, request, { signal });
  const layer = mapLayer(options.layer, [levelsOf(map, sector)], 0);
  const { id, x, y, z } = sector;
  return encodeMap(itemPath(options, item), layer.values, {
    format: 'boresight-map',
    version: 1,
    layer: options.layer,
    unit: layer.unit,
    grid,
    frame: scene.frame,
    scene: scene.name,
    engine: engineLabel(name),
    receiverZM,
    sectors: [{ id, x, y, z }],
    lineOfSight: packFlags(layer.lineOfSight),
  });
}

async function sampleFiles(
  engine: Engine,
  name: EngineName,
  options: BatchOptions,
  item: BatchItem,
  { scene, sector, grid, centred, city }: BatchCase,
  measurements: PlacedMeasurements | null,
  signal: AbortSignal,
): Promise<Map<string, Uint8Array | string>> {
  const measured = measurements
    ? measuredGain(measurements, sector, grid)
    : options.mismatch
      ? { seed: seedOf(item.name, options.settings.seed) }
      : null;
  const sample = await trainingSample(
    {
      scene,
      sector,
      grid,
      receiverHeightM: options.receiverHeightM,
      settings: options.settings,
      engine: engineLabel(name),
      centred,
      measured,
    },
    (request: SolveRequest) => engine.solve(name, request, { signal }),
    (request: SolveRequest) => engine.solve(name === 'reference' ? 'reference' : 'sweep', request, { signal }),
  );
  const drawn = city && { city: city.seed, density: city.density, heightFactor: city.heightFactor };
  return new Map([[itemPath(options, item), trainingSampleFile(sample, drawn)]]);
}

/** What was measured of the sector by cell, as path gain [dB]. */
function measuredGain({ set, x, y, levelled }: PlacedMeasurements, sector: Sector, grid: RasterGrid): Float32Array {
  const own = set.cells.indexOf(sector.id);
  const rows: number[] = [];
  for (let i = 0; i < set.count; i++) if (own < 0 || set.cell[i] === own) rows.push(i);
  const levels = levelled?.rsrpDbm ?? set.rsrpDbm;
  const at = (values: ArrayLike<number>) => rows.map((i) => values[i]!);
  const level = resourceElementDbm(sector);
  return binByCell(grid, at(x), at(y), at(levels)).medianDbm.map((median) => median - level);
}

/** A seed of its own for every item, so that no two cities meet the same weather (FNV-1a of the name). */
function seedOf(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const c of new TextEncoder().encode(name)) hash = Math.imul(hash ^ c, 0x01000193);
  return hash >>> 0;
}
