/** Positions that are no latitude and longitude, watched for what they are instead. */
export class OutOfRange {
  #count = 0;
  #projected = 0;
  #swapped = 0;

  add(lat: number, lon: number): void {
    this.#count++;
    if (Math.abs(lat) > 1000 && Math.abs(lon) > 1000) this.#projected++;
    else if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) this.#swapped++;
  }

  /** What most of them look like, as an end to a message; empty where they look like nothing known. */
  hint(): string {
    if (2 * this.#projected > this.#count) {
      return '; they look like projected metres (UTM or the like): convert them to WGS 84 degrees, or give x and y in the scene frame';
    }
    return 2 * this.#swapped > this.#count ? '; lat and lon look swapped: exchange the two column names' : '';
  }
}
