import { basename } from 'node:path';
import type { CommonCarrier, ScenarioFile } from '../io/formats/scenario-json.ts';
import { type GainMap, networkGains, type PlannedSector } from '../planning/network-gains.ts';
import type { NamedGains } from '../planning/power/power-sweep.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import { draftLevel } from '../sites/place-sectors.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput } from '../units/errors.ts';
import { suggestion } from './arguments.ts';
import { folderName, layerOf, mapIn, readMapFolder, type SectorFile } from './map-folder.ts';
import { readSites } from './predict-sources.ts';

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

/** Reads folders of maps, one map a sector as `batch` and `ground-truth` write them, as networks of the same sectors. */
export async function readPlanMaps(wanted: Wanted, file: ScenarioFile): Promise<PlanMaps> {
  const paths = wanted.maps.split(',').filter((path) => path !== '');
  const folders = await Promise.all(paths.map((path) => readMapFolder(path, 'plan')));
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
  const index = names.indexOf(folderName(truth));
  if (index >= 0) return index;
  throw badInput(`plan: --truth ${truth} is none of the folders of --maps (${names.join(', ')}); name one of them`);
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
function gainMap(sector: PlannedSector, file: SectorFile, frame: GeoFrame | null): GainMap {
  const { grid, values } = mapIn(frame, file, 'plan', 'the first map');
  const level = layerOf(file, 'plan') === 'rsrp' ? resourceElementDbm(sector) : 0;
  return { grid, pathGainDb: values.map((value) => value - level) };
}
