import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { type LatLon, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from './network-map.ts';

/** What is known of the place under the pointer. */
export interface HoverReadout {
  /** Pointer in the window [px]. */
  readonly screenX: number;
  readonly screenY: number;
  readonly x: number;
  readonly y: number;
  readonly place: LatLon | null;
  /** Height of the building there [m]; null on open ground. */
  readonly roofM: number | null;
  readonly rsrpDbm: number | null;
  readonly serverId: string | null;
  readonly provenance: string;
  readonly lineOfSight: boolean;
  readonly measured: { readonly dbm: number; readonly count: number } | null;
  readonly residualDb: number | null;
}

export interface HoverSources {
  readonly scene: SceneView;
  readonly map: NetworkMap | null;
  readonly measured: GroundTruthMap | null;
}

/** Reads all layers at (x, y) [m, scene frame]. */
export function readAt(
  { scene, map, measured }: HoverSources,
  at: { readonly x: number; readonly y: number; readonly roofM: number | null },
  screen: { readonly x: number; readonly y: number },
): HoverReadout {
  const cell = map ? cellAt(map.grid, at.x, at.y) : -1;
  const served = map && cell >= 0 && map.server[cell]! >= 0;
  const rsrpDbm = served ? map.rsrpDbm[cell]! : null;
  const count = measured && cell >= 0 ? measured.count[cell]! : 0;
  const dbm = count > 0 ? measured!.medianDbm[cell]! : null;
  return {
    screenX: screen.x,
    screenY: screen.y,
    x: at.x,
    y: at.y,
    place: scene.frame ? wgs84FromLocal(scene.frame, at.x, at.y) : null,
    roofM: at.roofM,
    rsrpDbm,
    serverId: served ? (map.sectorIds[map.server[cell]!] ?? null) : null,
    provenance: served ? PROVENANCE_NAMES[map.provenance[cell]! as 0] : 'none',
    lineOfSight: served ? map.lineOfSight[cell] === 1 : false,
    measured: dbm === null ? null : { dbm, count },
    residualDb: dbm === null || rsrpDbm === null ? null : rsrpDbm - dbm,
  };
}
