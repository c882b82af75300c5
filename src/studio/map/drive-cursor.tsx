import { useEffect, useState } from 'react';
import { cellAt } from '../../raster/raster-grid.ts';
import { useSession } from '../app/session-context.ts';
import { routesWithin } from '../drive/drive-routes.ts';
import { useStudio } from '../store/studio-store.ts';
import type { ScreenPoint } from './map-view.ts';

/** The place of the replay on the map, with lines to the sectors that served: solid by the log, dashed by the map. */
export function DriveCursor() {
  const session = useSession();
  const place = usePlace();
  const sectors = useStudio((s) => s.history.project.sectors);
  const receiverM = useStudio((s) => s.history.project.settings.receiverHeightM);
  const [, redraw] = useState(0);
  const view = session.mapView();
  useEffect(() => {
    if (!place || !view) return;
    const again = () => redraw((n) => n + 1);
    view.map.on('move', again);
    return () => void view.map.off('move', again);
  }, [place, view]);
  if (!place || !view) return null;
  const at = view.screenOf(place.x, place.y, receiverM);
  const topOf = (id: string | null): ScreenPoint | null => {
    const sector = sectors.find((s) => s.id === id);
    return sector ? view.screenOf(sector.x, sector.y, sector.heightM) : null;
  };
  const [served, predicted] = [topOf(place.cell), topOf(place.server)];
  const line = (to: ScreenPoint) => `M${at.x} ${at.y}L${to.x} ${to.y}`;
  return (
    <svg className="drive-cursor" aria-hidden data-testid="drive-cursor">
      {served && <path d={line(served)} />}
      {predicted && place.server !== place.cell && <path d={line(predicted)} className="by-map" />}
      <circle cx={at.x} cy={at.y} r="7" />
    </svg>
  );
}

interface CursorPlace {
  readonly x: number;
  readonly y: number;
  readonly cell: string | null;
  readonly server: string | null;
}

function usePlace(): CursorPlace | null {
  const session = useSession();
  const at = useStudio((s) => s.drive.at);
  const route = useStudio((s) => s.drive.route);
  const id = useStudio((s) => s.measurements?.id ?? '');
  const measured = session.registry.measurements.get(id);
  if (at === null || !measured) return null;
  const routes = routesWithin(measured);
  const row = ((routes[route] ?? routes[0])?.from ?? 0) + at;
  const [x, y] = [measured.x[row], measured.y[row]];
  if (x === undefined || y === undefined) return null;
  const map = session.registry.networkMap;
  const cell = map ? cellAt(map.grid, x, y) : -1;
  const server = map && cell >= 0 ? (map.sectorIds[map.server[cell]!] ?? null) : null;
  return { x, y, cell: measured.cells[measured.cell[row]!] ?? null, server };
}
