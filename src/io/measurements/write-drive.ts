import type { VirtualDrive } from '../../measurements/virtual-drive.ts';
import { csvText } from '../formats/map-csv.ts';

/**
 * A virtual drive as the CSV that `readMeasurements` takes (RFC 4180, UTF-8): time (ISO 8601, UTC), lat and lon [deg] or x and y [m, scene
 * frame], cell, rsrp [dBm], speed [km/h] and heading [deg clockwise from north].
 */
export function driveCsv({ measurements, headingDeg }: VirtualDrive): string {
  const { positions, rsrpDbm, cell, cells, timeMs, speedMps } = measurements;
  const placed = positions.kind === 'wgs84';
  const place = placed
    ? (i: number) => `${positions.latDeg[i]!.toFixed(7)},${positions.lonDeg[i]!.toFixed(7)}`
    : (i: number) => `${positions.x[i]!.toFixed(2)},${positions.y[i]!.toFixed(2)}`;
  const names = cells.map(csvText);
  const lines = Array.from(rsrpDbm, (level, i) =>
    [
      timeMs ? new Date(timeMs[i]!).toISOString() : '',
      place(i),
      names[cell[i]!] ?? '',
      level.toFixed(1),
      speedMps ? (3.6 * speedMps[i]!).toFixed(1) : '',
      headingDeg[i]!.toFixed(0),
    ].join(','),
  );
  const head = `time,${placed ? 'lat,lon' : 'x,y'},cell,rsrp,speed_kmh,heading_deg`;
  return `${[head, ...lines].join('\n')}\n`;
}
