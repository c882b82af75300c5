import type { LatLon } from './geo-frame.ts';

/** A box of longitude and latitude [degrees, WGS 84]: west < east, south < north, not across the antimeridian. */
export interface LonLatBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Length of a degree of latitude [m] on the mean Earth; good to half a percent, which suits the size of a box. */
const DEGREE_M = 111_320;

/** Width along the middle parallel and height of a box [m]. */
export function boxSizeM(box: LonLatBox): { readonly widthM: number; readonly heightM: number } {
  const { latDeg } = boxCentre(box);
  return {
    widthM: (box.east - box.west) * DEGREE_M * Math.cos((latDeg * Math.PI) / 180),
    heightM: (box.north - box.south) * DEGREE_M,
  };
}

export function boxCentre(box: LonLatBox): LatLon {
  return { latDeg: (box.south + box.north) / 2, lonDeg: (box.west + box.east) / 2 };
}

/** The box of a size [m] about a centre. */
export function boxAround(centre: LatLon, widthM: number, heightM: number): LonLatBox {
  const lat = heightM / DEGREE_M / 2;
  const lon = widthM / (DEGREE_M * Math.cos((centre.latDeg * Math.PI) / 180)) / 2;
  return {
    west: centre.lonDeg - lon,
    south: centre.latDeg - lat,
    east: centre.lonDeg + lon,
    north: centre.latDeg + lat,
  };
}

/** The box with a margin [m] on every side. */
export function boxWithMargin(box: LonLatBox, marginM: number): LonLatBox {
  const { widthM, heightM } = boxSizeM(box);
  return boxAround(boxCentre(box), widthM + 2 * marginM, heightM + 2 * marginM);
}

/** True when the box holds the position; its edges belong to it. */
export function boxHolds(box: LonLatBox, lonDeg: number, latDeg: number): boolean {
  return lonDeg >= box.west && lonDeg <= box.east && latDeg >= box.south && latDeg <= box.north;
}

export function boxesMeet(a: LonLatBox, b: LonLatBox): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

/** Middle of the bounds of positions [degrees]; not a number where there are none. */
export function middleOf(positions: readonly (readonly [lonDeg: number, latDeg: number])[]): [number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [(west + east) / 2, (south + north) / 2];
}
