/** A town of a person's own: blocks on a grid as GeoJSON, and two sites as CSV. */
const LAT = 50.08;
const LON = 14.42;
const METRE_LAT = 1 / 111_320;
const METRE_LON = METRE_LAT / Math.cos((LAT * Math.PI) / 180);

/** 7 x 7 blocks of 40 m on streets of 20 m, 12 to 30 m high. */
export function ownTown(): string {
  const features = [];
  for (let row = 0; row < 7; row++)
    for (let column = 0; column < 7; column++) {
      const west = LON + (column - 3.5) * 60 * METRE_LON;
      const south = LAT + (row - 3.5) * 60 * METRE_LAT;
      const east = west + 40 * METRE_LON;
      const north = south + 40 * METRE_LAT;
      features.push({
        type: 'Feature',
        properties: { height: 12 + ((row * 7 + column * 3) % 7) * 3 },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
      });
    }
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Two sites of one sector each, on masts in the streets. */
export function ownSites(): string {
  const at = (x: number, y: number) => `${(LAT + y * METRE_LAT).toFixed(7)},${(LON + x * METRE_LON).toFixed(7)}`;
  return [
    'id,lat,lon,height,azimuth,downtilt,frequency,power',
    `Mill,${at(-40, -40)},35,45,4,1800,43`,
    `Bridge,${at(80, 80)},35,225,4,1800,43`,
    '',
  ].join('\n');
}
