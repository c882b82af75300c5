import type { TurnedSector } from '../../planning/antennas/turned-sector.ts';
import { csvText } from './map-csv.ts';

const COLUMNS = [
  'sector',
  'turnable',
  'tilt before [deg]',
  'tilt after [deg]',
  'azimuth before [deg]',
  'azimuth after [deg]',
  'served before [%]',
  'served after [%]',
  'RSRP met before [%]',
  'RSRP met after [%]',
  'SINR met before [%]',
  'SINR met after [%]',
];

/** The sectors of a network before and after antennas were turned, a line a sector (RFC 4180); shares are of all that counts. */
export function turnedSectorsCsv(sectors: readonly TurnedSector[]): string {
  const percent = (share: number) => (100 * share).toFixed(3);
  const lines = sectors.map(({ id, isTurnable, before, after, servedBefore, servedAfter }) =>
    [
      csvText(id),
      isTurnable ? 'yes' : 'no',
      before.tiltDeg,
      after.tiltDeg,
      before.azimuthDeg,
      after.azimuthDeg,
      percent(servedBefore.served),
      percent(servedAfter.served),
      percent(servedBefore.rsrpMet),
      percent(servedAfter.rsrpMet),
      percent(servedBefore.sinrMet),
      percent(servedAfter.sinrMet),
    ].join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
