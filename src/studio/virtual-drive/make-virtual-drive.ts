import { driveVirtually, type VirtualDrive } from '../../measurements/virtual-drive.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { baseZ } from '../../scene/terrain.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';
import type { PlanPoint } from '../store/profile-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { VirtualDriveState } from '../store/virtual-drive-state.ts';

interface VirtualDriveInput {
  readonly scene: SceneView;
  readonly sectors: readonly SectorSettings[];
  readonly map: NetworkMap;
  readonly receiverHeightM: number;
  /** The line that was drawn on the map. */
  readonly line: readonly PlanPoint[];
  /** Time of the first sample, milliseconds since 1970 (UTC). */
  readonly startMs: number;
}

/**
 * Drives through the map on the screen as a phone would: its levels by sector, with the effects that were asked for.
 *
 * @throws UserError('bad-input') where there is nothing to drive along, or a number is out of range
 */
export function makeVirtualDrive(input: VirtualDriveInput, asked: VirtualDriveState): VirtualDrive {
  const { scene, map, receiverHeightM, line, startMs } = input;
  const sectors = map.sectorIds.flatMap((id) => input.sectors.filter((sector) => sector.id === id));
  const shares = sectors.map(({ id }) => map.shares.find(({ sectorId }) => sectorId === id)!);
  const { everyM, shadowingDb, noiseDb, positionErrorM, foliage, seed } = asked;
  return driveVirtually(
    scene,
    sectors.map(({ heightM, ...sector }) => ({ ...sector, z: baseZ(scene, sector.x, sector.y) + heightM })),
    (sector, x, y) => {
      const { map: own, referenceDbm } = shares[sector]!;
      const cell = cellAt(own.grid, x, y);
      return cell < 0 ? Number.NaN : own.pathGainDb[cell]! + referenceDbm;
    },
    {
      ...{ everyM, shadowingDb, noiseDb, positionErrorM, foliage, seed, receiverHeightM, startMs },
      samples: Math.max(2, Math.round((1000 * asked.lengthKm) / everyM)),
      along: asked.way === 'line' ? line.flatMap(({ x, y }) => [x, y]) : null,
      alongSpeedMps: asked.speedKmh / 3.6,
      stepDb: 1,
    },
  );
}
