import { useMemo } from 'react';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { type DriveRecord, driveRecord } from './drive-record.ts';
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are replaced, the version tells when
  return useMemo(() => {
    const chosen = routes[route] ?? routes[0];
    const map = session.registry.networkMap;
    if (!measured || !chosen) return null;
    const record = driveRecord(measured, chosen, map, session.roofs());
    return { measured, routes, record, sectorIds: map?.sectorIds ?? [] };
  }, [session, measured, routes, route, version]);
}
