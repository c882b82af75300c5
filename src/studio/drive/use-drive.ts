import { useMemo } from 'react';
import { tallestRoofNear } from '../../scene/tallest-roof-near.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { BESIDE_M, type DriveRecord, driveRecord } from './drive-record.ts';
import { type Route, routesWithin } from './drive-routes.ts';

export interface ShownDrive {
  readonly measured: MeasurementsView;
  readonly routes: readonly Route[];
  readonly record: DriveRecord;
  /** Ids of the map's sectors, that `server` of the record indexes. */
  readonly sectorIds: readonly string[];
}

/** The drive in hand beside the map on the screen; null without measurements. */
export function useDrive(): ShownDrive | null {
  const session = useSession();
  const id = useStudio((s) => s.measurements?.id ?? null);
  const route = useStudio((s) => s.drive.route);
  const version = useStudio((s) => s.map?.version ?? 0);
  const measured = session.registry.measurements.get(id ?? '') ?? null;
  const routes = useMemo(() => (measured ? routesWithin(measured) : []), [measured]);
  const chosen = routes[route] ?? routes[0];
  const scene = session.scene();
  const roofM = useMemo(() => {
    if (!measured || !chosen || !scene) return null;
    const [x, y] = [measured.x, measured.y].map((values) => values.subarray(chosen.from, chosen.to));
    return tallestRoofNear(scene.buildings, x!, y!, BESIDE_M);
  }, [measured, chosen, scene]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are replaced, the version tells when
  return useMemo(() => {
    const map = session.registry.networkMap;
    if (!measured || !chosen || !roofM) return null;
    const record = driveRecord(measured, chosen, map, roofM);
    return { measured, routes, record, sectorIds: map?.sectorIds ?? [] };
  }, [session, measured, routes, chosen, roofM, version]);
}
