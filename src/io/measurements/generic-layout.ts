import type { ColumnMapping, PositionColumns } from './column-mapping.ts';
import { COLUMN_WORDS, type ColumnMeaning } from './column-words.ts';
import { columnNamed, known, type MeasurementLayout, sampled, type TableHead } from './measurement-layout.ts';

/** Farther from the origin [m] than any scene reaches, in x and in y: metres of a projected system. */
const PROJECTED_M = 1e5;

/** Any table whose columns are called what they are. */
export const genericLayout: MeasurementLayout = {
  id: 'generic',
  title: 'a table with named columns',
  recognise: (head) => genericMapping(head),
};

function named(head: TableHead, meaning: ColumnMeaning): string | undefined {
  return columnNamed(head, ...COLUMN_WORDS[meaning]);
}

/** Null without a position or a level. */
export function genericMapping(head: TableHead): ColumnMapping | null {
  const of = (meaning: ColumnMeaning) => named(head, meaning);
  const position = genericPosition(head);
  const rsrp = of('rsrp');
  if (position === null || rsrp === undefined) return null;
  const cell = of('cell');
  return { position, rsrp, ...(cell === undefined ? {} : { cell: [cell] }), ...genericRest(head) };
}

/** Null without one. */
export function genericPosition(head: TableHead): PositionColumns | null {
  const [lat, lon, x, y] = (['lat', 'lon', 'x', 'y'] as const).map((meaning) => named(head, meaning));
  if (lat !== undefined && lon !== undefined) return { kind: 'wgs84', lat, lon };
  if (x === undefined || y === undefined) return null;
  return isProjected(head, x, y) ? { kind: 'projected', x, y, epsg: null } : { kind: 'local', x, y };
}

/** What may be missing. */
export function genericRest(head: TableHead): Partial<ColumnMapping> {
  const of = (meaning: ColumnMeaning) => named(head, meaning);
  return known({
    device: of('device'),
    frequency: of('frequency'),
    channel: of('channel'),
    time: of('time'),
    accuracy: of('accuracy'),
    indoor: of('indoor'),
    speed: speedOf(head),
  });
}

const SPEED_NAME =
  /^(?:gps|ground|vehicle)?[\s_.-]*(?:speed|velocity|geschwindigkeit|vitesse|velocidade?|velocit[àa])(.*)$/i;
const SPEED_UNITS = [
  [/km\s*\/?\s*h|kph|kmph/i, 'km/h'],
  [/m\s*\/\s*s|mps|m_s|_ms\b/i, 'm/s'],
] as const;

/** A column of speeds whose name tells their unit; loggers write both kinds, so a bare "speed" is not taken. */
function speedOf({ table }: TableHead): ColumnMapping['speed'] {
  for (const column of table.columns) {
    const rest = SPEED_NAME.exec(column.trim())?.[1];
    const unit = SPEED_UNITS.find(([words]) => rest !== undefined && words.test(rest))?.[1];
    if (unit !== undefined) return { column, unit };
  }
  return undefined;
}

function isProjected(head: TableHead, x: string, y: string): boolean {
  const far = (column: string) => {
    const values = sampled(head, head.keys[head.table.columns.indexOf(column)]!);
    return values.length > 0 && values.every((value) => Math.abs(Number(value.replace(',', '.'))) >= PROJECTED_M);
  };
  return far(x) && far(y);
}

/** What a table lacks that genericMapping would need, in words. */
export function missingColumns(head: TableHead): string {
  const has = (meaning: ColumnMeaning) => named(head, meaning) !== undefined;
  if (has('lat') !== has('lon') && !(has('x') && has('y')))
    return `no column of ${has('lat') ? 'longitude' : 'latitude'}`;
  if (genericPosition(head) === null) return 'no column of position (lat and lon, or x and y)';
  return 'no column of RSRP';
}
