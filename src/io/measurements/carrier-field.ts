import { frequencyOfEarfcn } from '../../radio/earfcn.ts';
import type { Issue } from '../../units/errors.ts';
import { fieldNumber } from '../tables/table-number.ts';

/** Reads the carrier of a row, and remembers where it could not. */
export interface CarrierReader {
  /** [Hz]; NaN where the row tells none. */
  frequencyHz(fields: readonly string[]): number;
  /** What was written but means no carrier; null where nothing was. */
  issue(file: string): Issue | null;
}

/** Carriers of mobile networks lie between these [Hz]: each unit from GHz down to Hz has a range of numbers of its own. */
const LEAST_HZ = 0.3e9;
const MOST_HZ = 100e9;
const UNITS_HZ = [1e9, 1e6, 1e3, 1];

/**
 * A reader of the column of frequencies (in GHz, MHz, kHz or Hz, told by their size), or else of E-UTRA downlink channel numbers.
 * @param column index of each, -1 where there is none
 * @returns null where there is neither
 */
export function carrierReader(
  column: { readonly frequency: number; readonly earfcn: number },
  delimiter: string,
): CarrierReader | null {
  const [at, hertz] =
    column.frequency >= 0 ? [column.frequency, frequencyOfNumber] : [column.earfcn, frequencyOfEarfcn];
  if (at < 0) return null;
  let unread = 0;
  let example = '';
  return {
    frequencyHz: (fields) => {
      const field = fieldNumber(fields[at], delimiter);
      if (field.kind === 'missing') return Number.NaN;
      const frequency = field.kind === 'value' ? hertz(field.value) : Number.NaN;
      if (Number.isNaN(frequency) && unread++ === 0) example = fields[at]!;
      return frequency;
    },
    issue: (file) =>
      unread === 0
        ? null
        : {
            kind: 'warning',
            code: 'carrier-unknown',
            count: unread,
            message: `${file}: ${unread} row${unread === 1 ? ' names' : 's name'} a carrier that is ${column.frequency >= 0 ? 'no frequency from 0.3 to 100 GHz' : 'no E-UTRA downlink channel of TS 36.101'} (e.g. "${example.slice(0, 40)}"); they are kept as if they named none`,
          },
  };
}

function frequencyOfNumber(value: number): number {
  const unit = UNITS_HZ.find((hz) => value * hz >= LEAST_HZ && value * hz <= MOST_HZ);
  return unit === undefined ? Number.NaN : value * unit;
}
