/** Which column of a table holds what: by the names that the table gives them. As JSON it is what `--mapping` reads (mapping-json.ts). */
export interface ColumnMapping {
  readonly position: PositionColumns;
  /** [dBm] */
  readonly rsrp: string;
  /** The serving cell: one column, or several whose texts are joined by a hyphen. */
  readonly cell?: readonly string[];
  readonly device?: string;
  /** Carrier as a frequency, or as a downlink channel number of E-UTRA or NR. */
  readonly frequency?: string;
  readonly channel?: string;
  readonly time?: string;
  /** What the clock of a time without a zone shows, e.g. `+02:00`; UTC where nothing is said. */
  readonly timeZone?: string;
  /** Which comes first in dates such as 03/04/2026; where nothing is said, the file decides by a day after the 12th. */
  readonly dateOrder?: DateOrder;
  /** Error of the position [m]. */
  readonly accuracy?: string;
  readonly speed?: { readonly column: string; readonly unit: SpeedUnit };
  /** 1 or true under a roof. */
  readonly indoor?: string;
  /** Rows that are not of these values are of no use here (another technology, a neighbour); compared without regard to case. */
  readonly only?: readonly RowCondition[];
  /** Numbers in the column of RSRP that stand for "unknown", beside those that every logger may write. */
  readonly unknown?: readonly number[];
  /** What stands for the decimal point; where nothing is said, a comma does in files whose columns are not split by commas. */
  readonly decimal?: ',' | '.';
}

export type PositionColumns =
  | { readonly kind: 'wgs84'; readonly lat: string; readonly lon: string }
  /** Metres of a projected system; `epsg` null where the table does not tell which (it must be given then). */
  | { readonly kind: 'projected'; readonly x: string; readonly y: string; readonly epsg: number | null }
  /** Metres in the scene frame. */
  | { readonly kind: 'local'; readonly x: string; readonly y: string };

export type DateOrder = 'day-month' | 'month-day';

export type SpeedUnit = 'm/s' | 'km/h';

export interface RowCondition {
  readonly column: string;
  readonly values: readonly string[];
  /** What rows of other values are, for the ledger. */
  readonly others: 'other-technology' | 'not-serving';
}
