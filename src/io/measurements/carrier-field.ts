import { frequencyOfEarfcn } from '../../radio/earfcn.ts';
import { frequencyOfNrArfcn } from '../../radio/nr-arfcn.ts';
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
const UNIT_NAMES = ['ghz', 'mhz', 'khz', 'hz'];
/** Above every E-UTRA downlink channel number, and below that of the lowest NR band (410 MHz): one column can hold both. */
const LEAST_NR_ARFCN = 80_000;

/**
 * A reader of the column of frequencies (in GHz, MHz, kHz or Hz, told by their size), or else of downlink channel numbers, E-UTRA and
 * NR told apart by their size.
 * @param column index of each, -1 where there is none
 * @returns null where there is neither
 */
export function carrierReader(
  column: { readonly frequency: number; readonly channel: number },
  delimiter: string,
): CarrierReader | null {
  const [at, hertz] =
    column.frequency >= 0 ? [column.frequency, frequencyOfNumber] : [column.channel, frequencyOfChannel];
  if (at < 0) return null;
  let unread = 0;
  let example = '';
  return {
    frequencyHz: (fields) => {
      const field = fieldNumber(fields[at], delimiter, UNIT_NAMES);
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
            message: `${file}: ${unread} row${unread === 1 ? ' names' : 's name'} a carrier that is ${column.frequency >= 0 ? 'no frequency from 0.3 to 100 GHz' : 'no downlink channel of E-UTRA (TS 36.101) or NR (TS 38.104)'} (e.g. "${example.slice(0, 40)}"); they are kept as if they named none`,
          },
  };
}

function frequencyOfNumber(value: number): number {
  const unit = UNITS_HZ.find((hz) => value * hz >= LEAST_HZ && value * hz <= MOST_HZ);
  return unit === undefined ? Number.NaN : value * unit;
}

function frequencyOfChannel(channel: number): number {
  return channel < LEAST_NR_ARFCN ? frequencyOfEarfcn(channel) : frequencyOfNrArfcn(channel);
}
