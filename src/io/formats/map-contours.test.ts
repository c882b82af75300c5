import { describe, expect, it } from 'vitest';
import { type GeoFrame, localFrame, localFromWgs84, utmFrame } from '../../raster/geo-frame.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import { signedArea } from '../../scene/ring.ts';
import type { MapScale } from './map-colours.ts';
import { contoursOfMap } from './map-contours.ts';
import type { MapDescription } from './map-description.ts';

const FRAME = localFrame({ latDeg: 47.4, lonDeg: 8.5 });
const description: MapDescription & { frame: GeoFrame } = {
  format: 'boresight-map',
  version: 1,
  layer: 'rsrp',
  unit: 'dBm',
  grid: { columns: 100, rows: 100, cellSizeM: 5, westM: -250, northM: 250 },
  frame: FRAME,
  scene: 's',
  engine: 'sweep',
  receiverZM: 1.5,
  sectors: [],
};
const SCALE: MapScale = {
  kind: 'steps',
  unit: 'dBm',
  breaks: [-100, -80],
  labels: ['< −100', '−100 … −80', '≥ −80'],
  colours: [
    [0, 0, 0],
    [128, 128, 128],
    [255, 255, 255],
  ],
};

/** A cone of −60 dBm less 0.2 dB a metre, with a square of 60 m without data east of its top. */
const cone = Float32Array.from({ length: 10_000 }, (_, cell) => {
  const { x, y } = cellCentre(description.grid, cell);
  return x > 120 && x < 180 && Math.abs(y) < 30 ? Number.NaN : -60 - 0.2 * Math.hypot(x, y);
});

interface Feature {
  properties: Record<string, string | number>;
  geometry: { type: string; coordinates: number[][][][] };
}
const featuresOf = (...args: Parameters<typeof contoursOfMap>): Feature[] =>
  JSON.parse(contoursOfMap(...args)).features;

/** Area [m2] of positions, taken back to the scene frame; negative where the ring runs clockwise. */
const areaOf = (ring: number[][], frame = FRAME) =>
  signedArea(
    Float64Array.from(
      ring.slice(0, -1).flatMap(([lonDeg, latDeg]) => {
        const { x, y } = localFromWgs84(frame, { lonDeg: lonDeg!, latDeg: latDeg! });
        return [x, y];
      }),
    ),
  );

describe('contoursOfMap', () => {
  const features = featuresOf('m.geojson', cone, description, SCALE);

  it('has the classes of the scale with their ends, area and colour', () => {
    expect(features.map(({ properties }) => properties)).toMatchObject([
      { layer: 'rsrp', unit: 'dBm', class: '< −100', to: -100, fill: '#000000' },
      { class: '−100 … −80', from: -100, to: -80, fill: '#808080' },
      { class: '≥ −80', from: -80, fill: '#ffffff' },
    ]);
    const area = features.map(({ properties }) => Number(properties.area_m2));
    expect(Math.abs(area[2]! / (Math.PI * 100 ** 2) - 1)).toBeLessThan(0.005);
    expect(Math.abs(area[1]! / (Math.PI * (200 ** 2 - 100 ** 2) - 3600) - 1)).toBeLessThan(0.005);
    expect(area[0]! + area[1]! + area[2]!).toBe(500 ** 2 - 60 ** 2);
  });

  it('turns outer rings counter-clockwise, holes clockwise, and closes them', () => {
    const middle = features[1]!.geometry.coordinates;
    expect(features[1]!.geometry.type).toBe('MultiPolygon');
    expect(middle).toHaveLength(1);
    const [outer, ...holes] = middle[0]!;
    expect(areaOf(outer!)).toBeGreaterThan(0);
    // The disc above, and the cells without data.
    expect(holes.map((ring) => Math.round(areaOf(ring) / 10)).sort((a, b) => b - a)).toEqual([
      -360,
      Math.round(-Number(features[2]!.properties.area_m2) / 10),
    ]);
    for (const ring of middle[0]!) expect(ring.at(-1)).toEqual(ring[0]);
  });

  it('lies where the scene does', () => {
    const [outer] = features[0]!.geometry.coordinates[0]!;
    const west = Math.min(...outer!.map(([lon]) => lon!));
    const north = Math.max(...outer!.map(([, lat]) => lat!));
    const corner = localFromWgs84(FRAME, { latDeg: north, lonDeg: west });
    expect(corner.x).toBeCloseTo(-250, 1);
    expect(corner.y).toBeCloseTo(250, 1);
  });

  it('goes on over the date line', () => {
    const frame = localFrame({ latDeg: -17, lonDeg: 179.999 });
    const lons = featuresOf('m.geojson', cone, { ...description, frame }, SCALE)
      .flatMap(({ geometry }) => geometry.coordinates.flat(2))
      .map(([lon]) => lon!);
    expect(Math.min(...lons)).toBeCloseTo(179.999 - 250 / (111_320 * Math.cos((17 * Math.PI) / 180)), 4);
    expect(Math.max(...lons)).toBeCloseTo(179.999 + 250 / (111_320 * Math.cos((17 * Math.PI) / 180)), 4);
  });

  it('keeps the outlines of cells of codes', () => {
    const grid = { columns: 3, rows: 2, cellSizeM: 10, westM: 1000, northM: 2000 };
    const frame = utmFrame(33, false, 300_000, 8_000_000);
    const classes = ['A', 'B', 'never'];
    const codes = Float32Array.of(0, 0, 1, 1, Number.NaN, 1);
    const told = featuresOf(
      'm.geojson',
      codes,
      { ...description, layer: 'best-server', unit: '', grid, frame, classes },
      {
        kind: 'classes',
        names: classes,
      },
    );
    expect(told.map(({ properties: { class: name, code, area_m2 } }) => [name, code, area_m2])).toEqual([
      ['A', 0, 200],
      ['B', 1, 300],
    ]);
    expect(told[1]!.geometry.coordinates.map(([outer]) => outer!.length)).toEqual([5, 5]);
    const corners = told[0]!.geometry.coordinates[0]![0]!.map(([lonDeg, latDeg]) =>
      localFromWgs84(frame, { lonDeg: lonDeg!, latDeg: latDeg! }),
    );
    expect(Math.min(...corners.map(({ x }) => x))).toBeCloseTo(1000, 1);
    expect(Math.max(...corners.map(({ y }) => y))).toBeCloseTo(2000, 1);
    expect(areaOf(told[0]!.geometry.coordinates[0]![0]!, frame)).toBeCloseTo(200, 0);
  });

  it('cuts a continuous scale at its ticks', () => {
    const told = featuresOf('m.geojson', cone, description, { kind: 'continuous', low: -120, high: -60, unit: 'dBm' });
    expect(told.map(({ properties }) => properties.from ?? null)).toEqual([null, -120, -110, -100, -90, -80, -70]);
  });

  it('refuses more cells than fit into a text', () => {
    const grid = { ...description.grid, columns: 2049, rows: 2048 };
    const many = { ...description, grid };
    expect(() => contoursOfMap('m.geojson', new Float32Array(2049 * 2048), many, SCALE)).toThrow(
      /m\.geojson: contours of 2049 x 2048 cells; at most 4194304/,
    );
  });
});
