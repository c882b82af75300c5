import { basename, join } from 'node:path';
import type { MapFile } from '../io/formats/map-description.ts';
import type { CommonCarrier, ScenarioFile } from '../io/formats/scenario-json.ts';
import { filesIn } from '../io/node-files.ts';
import { type GainMap, networkGains, type PlannedSector } from '../planning/network-gains.ts';
import type { NamedGains } from '../planning/power/power-sweep.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import { reframed, sameFrame } from '../raster/reframe.ts';
import { draftLevel } from '../sites/place-sectors.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput } from '../units/errors.ts';
import { suggestion } from './arguments.ts';
import { placeOf } from './compared-pairs.ts';
import { readSites } from './predict-sources.ts';
import { readMap } from './read-map.ts';

/** The networks that folders of maps show. */
export interface PlanMaps {
  readonly networks: readonly NamedGains[];
  /** Which of them holds; null where none is named. */
  readonly truth: number | null;
  /** Frame of all positions. */
  readonly frame: GeoFrame | null;
}

interface Wanted {
  /** Folders, split by commas. */
  readonly maps: string;
  readonly truth: string | null;
  readonly sites: string | null;
  readonly sectors: readonly string[] | null;
}

interface SectorFile {
  readonly name: string;
  readonly map: MapFile;
}

/** Reads folders of maps, one map a sector as `batch` and `ground-truth` write them, as networks of the same sectors. */
export async function readPlanMaps(wanted: Wanted, file: ScenarioFile): Promise<PlanMaps> {
  const paths = wanted.maps.split(',').filter((path) => path !== '');
  const folders = await Promise.all(paths.map(readFolder));
  const names = folders.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw badInput(`plan: maps are named after their folders, and "${twice}" is taken; rename one`);
  const ids = wanted.sectors ?? [...folders[0]!.maps.keys()];
  const drafts = wanted.sites === null ? null : await readSites(wanted.sites, []);
  const sectors = ids.map((id) => plannedSector(id, folders[0]!, drafts, file.carrier, wanted.sites));
  const frame = folders[0]!.maps.get(ids[0]!)!.map.frame;
  const networks = folders.map(({ name, maps }) => {
    const own = new Map(
      sectors.flatMap((sector) => {
        const found = maps.get(sector.id);
        return found ? [[sector.id, gainMap(sector, found, frame)] as const] : [];
      }),
    );
    const without = ids.filter((id) => !own.has(id));
    if (without.length > 0)
      throw badInput(
        `plan: ${name} has no map of ${without.slice(0, 3).join(', ')}; compute it with boresight batch, or choose sectors that all folders have with --sectors`,
      );
    return { name, gains: networkGains(sectors, own, file.scenario.uncovered) };
  });
  return { networks, truth: truthAmong(names, wanted.truth), frame };
}

function truthAmong(names: readonly string[], truth: string | null): number | null {
  if (truth === null) return null;
  const index = names.indexOf(basename(join(truth, '.')));
  if (index >= 0) return index;
  throw badInput(`plan: --truth ${truth} is none of the folders of --maps (${names.join(', ')}); name one of them`);
}

async function readFolder(path: string): Promise<{ name: string; maps: Map<string, SectorFile> }> {
  const files = (await filesIn(path)).filter((name) => /\.(npy|tiff?)$/i.test(name));
  if (files.length === 0)
    throw badInput(`plan: ${path} holds no map in .npy or .tif; write maps with boresight batch --format .npy or .tif`);
  const maps = new Map<string, SectorFile>();
  for (const name of files) {
    const map = await readMap(join(path, name));
    const own = map.description?.sectors ?? [];
    const id = own.length === 1 ? own[0]!.id : name.replace(/\.(npy|tiff?)$/i, '');
    const other = maps.get(id);
    if (other) throw badInput(`plan: ${other.name} and ${name} in ${path} are both of sector ${id}; keep one of them`);
    maps.set(id, { name, map });
  }
  return { name: basename(join(path, '.')), maps };
}

function plannedSector(
  id: string,
  folder: { readonly name: string; readonly maps: ReadonlyMap<string, SectorFile> },
  drafts: readonly SectorDraft[] | null,
  carrier: CommonCarrier | null,
  sites: string | null,
): PlannedSector {
  const found = folder.maps.get(id);
  const known = [...folder.maps.keys()];
  if (!found) throw badInput(`plan: ${folder.name} has no map of sector ${id}${suggestion(id, known)}`);
  const { x, y } = found.map.description?.sectors[0] ?? { x: Number.NaN, y: Number.NaN };
  const draft = drafts?.find((d) => d.id === id);
  if (draft) return { id, x, y, ...draftLevel(draft) };
  if (drafts)
    throw badInput(
      `plan: ${basename(sites ?? '')} has no sector ${id}, of which ${folder.name} has a map; add it, or leave it out with --sectors`,
    );
  if (carrier) return { id, x, y, powerPer: 'total', ...carrier };
  throw badInput(
    'plan: nothing says how strong the sectors may send and on what carrier; give --sites FILE, or "carrier" in the scenario',
  );
}

/** Path gain of a map in the frame of the network. */
function gainMap(sector: PlannedSector, { name, map }: SectorFile, frame: GeoFrame | null): GainMap {
  const layer = map.description?.layer ?? 'rsrp';
  if (layer !== 'rsrp' && layer !== 'path-gain')
    throw badInput(`plan: ${name} holds ${layer}; plan with maps of rsrp or path-gain`);
  const level = layer === 'rsrp' ? resourceElementDbm(sector) : 0;
  const grid = placeOf(map, name);
  const pathGainDb = map.values.map((value) => value - level);
  if (sameFrame(map.frame, frame)) return { grid, pathGainDb };
  if (map.frame === null || frame === null)
    throw badInput(
      `plan: ${name} and the first map do not both have a place on the Earth; write both from scenes that have`,
    );
  const moved = reframed(grid, pathGainDb, map.frame, frame);
  return { grid: moved.grid, pathGainDb: moved.values };
}
