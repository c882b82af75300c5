import { binByCell } from '../../measurements/bin-by-cell.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { PlannedMap } from '../../worker/planning-protocol.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import type { NetworkMap } from '../results/network-map.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** A network that can be planned on: the map on the screen, a kept one, or what was measured. */
export interface PlanSource {
  /** `now`, `kept:<id>` or `measured`. */
  readonly value: string;
  readonly name: string;
  /** Sectors that it has a map of. */
  readonly sectorIds: readonly string[];
  /** Why it cannot be planned on as it is; null where it can. */
  readonly problem: string | null;
}

/** A sector counts as measured from so many measured cells on. */
export const LEAST_MEASURED_CELLS = 50;

type Seen = Pick<StudioState, 'map' | 'models' | 'kept' | 'history' | 'measurements'>;
type Arrays = Pick<TypedArrayRegistry, 'networkMap' | 'kept' | 'measurements'>;

/** Everything that could be planned on now, in the order in which it is listed. */
export function planSources(state: Seen, registry: Arrays): PlanSource[] {
  const { map, models, kept, history } = state;
  const { networkMap } = registry;
  const sources: PlanSource[] = [];
  if (map && networkMap) {
    const engines = map.solves.engines.map((name) => engineLabel(name, models)).join(' and ');
    const problem = map.refined ? null : 'not finished yet';
    sources.push({ value: 'now', name: `Now · ${engines}`, sectorIds: networkMap.sectorIds, problem });
  }
  for (const { id, name, project } of kept) {
    if (project.sceneId !== history.project.sceneId) continue;
    const sectorIds = registry.kept.get(id)?.sectorIds ?? [];
    const problem = registry.kept.has(id) ? null : 'not in memory: compare with it once';
    sources.push({ value: `kept:${id}`, name, sectorIds, problem });
  }
  const measured = measuredOf(state, registry);
  if (measured && networkMap) {
    const sectorIds = measuredSectorIds(measured, networkMap);
    const problem = sectorIds.length > 0 ? null : `no sector is measured in ${LEAST_MEASURED_CELLS} cells`;
    sources.push({ value: 'measured', name: `Measured · ${measured.name}`, sectorIds, problem });
  }
  return sources;
}

/**
 * What is planned on where nothing was chosen: the map on the screen and what was kept, without a truth. What was measured is left to a
 * choice: rows that name the serving sector alone make a poor map of each sector.
 */
export function defaultChoice(sources: readonly PlanSource[]): { chosen: readonly string[]; truth: string } {
  const fit = sources.filter(({ value, problem }) => problem === null && value !== 'measured');
  return { chosen: fit.map(({ value }) => value), truth: 'none' };
}

/** Sectors that all of the sources have. */
export function sharedSectors(sources: readonly PlanSource[]): readonly string[] {
  const [first, ...others] = sources;
  return (first?.sectorIds ?? []).filter((id) => others.every(({ sectorIds }) => sectorIds.includes(id)));
}

/** The maps of a source, of the sectors that are asked for. */
export function plannedMaps(
  value: string,
  sectors: readonly SectorSettings[],
  state: Seen,
  registry: Arrays,
): readonly PlannedMap[] {
  const { networkMap } = registry;
  const measured = measuredOf(state, registry);
  if (value === 'measured' && measured && networkMap)
    return sectors.map((sector) => measuredMap(sector, measured, networkMap));
  const network = value === 'now' ? networkMap : registry.kept.get(value.slice('kept:'.length));
  return (network?.shares ?? [])
    .filter(({ sectorId }) => sectors.some(({ id }) => id === sectorId))
    .map(({ sectorId, map: { grid, pathGainDb } }) => ({ sectorId, grid, pathGainDb }));
}

function measuredOf({ history }: Seen, registry: Arrays): MeasurementsView | null {
  return registry.measurements.get(history.project.measurementId ?? '') ?? null;
}

/** Sectors with enough measured cells on the grid of the map on the screen. */
function measuredSectorIds(
  { cells, cell, x, y }: MeasurementsView,
  { grid, sectorIds }: NetworkMap,
): readonly string[] {
  const measured = cells.map(() => new Set<number>());
  for (let i = 0; i < cell.length; i++) {
    const at = cell[i]! < 0 ? -1 : cellAt(grid, x[i]!, y[i]!);
    if (at >= 0) measured[cell[i]!]!.add(at);
  }
  return sectorIds.filter((id) => (measured[cells.indexOf(id)]?.size ?? 0) >= LEAST_MEASURED_CELLS);
}

function measuredMap(sector: SectorSettings, measured: MeasurementsView, network: NetworkMap): PlannedMap {
  const level = resourceElementDbm(sector);
  const pathGainDb = medianOf(sector.id, measured, network).map((median) => median - level);
  return { sectorId: sector.id, grid: network.grid, pathGainDb };
}

/** Median of the rows that name a sector, by cell of the map on the screen [dBm]. */
function medianOf(id: string, { cells, cell, x, y, rsrpDbm }: MeasurementsView, { grid }: NetworkMap): Float32Array {
  const own = cells.indexOf(id);
  const rows: number[] = [];
  if (own >= 0) for (let i = 0; i < cell.length; i++) if (cell[i] === own) rows.push(i);
  const at = (values: ArrayLike<number>) => rows.map((i) => values[i]!);
  return binByCell(grid, at(x), at(y), at(rsrpDbm)).medianDbm;
}
