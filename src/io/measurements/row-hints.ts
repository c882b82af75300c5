import type { RejectionReason } from '../../measurements/measurement-set.ts';

/** Watches the rows of one table that are left out, for what they are instead. */
export class RowHints {
  #outside = 0;
  #projected = 0;
  #swapped = 0;
  #levels = 0;
  #positive = 0;
  #ragged = 0;
  #whole = 0;

  outside(lat: number, lon: number): void {
    this.#outside++;
    if (Math.abs(lat) > 1000 && Math.abs(lon) > 1000) this.#projected++;
    else if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) this.#swapped++;
  }

  level(dbm: number): void {
    this.#levels++;
    if (dbm >= 31 && dbm <= 156) this.#positive++;
  }

  /** A row with more fields than there are columns. */
  ragged(fields: readonly string[]): void {
    this.#ragged++;
    if (fields.filter((field) => /^-?\d+$/.test(field)).length >= 4) this.#whole++;
  }

  /** What most of the rows that were left out for a reason look like, as an end to a message; empty where they look like nothing known. */
  of(reason: RejectionReason): string {
    if (reason === 'position-out-of-range') {
      if (2 * this.#projected > this.#outside) {
        return '; they look like projected metres (UTM or the like): convert them to WGS 84 degrees, give their EPSG code in a mapping (position of kind "projected"), or give x and y in the scene frame';
      }
      return 2 * this.#swapped > this.#outside ? '; lat and lon look swapped: exchange the two column names' : '';
    }
    if (reason === 'rsrp-out-of-range' && 2 * this.#positive > this.#levels) {
      return '; their minus signs look lost: write -70 for 70';
    }
    if (reason === 'ragged-row' && 2 * this.#whole > this.#ragged) {
      return '; decimal commas may have made more fields: save the file with decimal points, or split its columns by semicolons';
    }
    return '';
  }
}
