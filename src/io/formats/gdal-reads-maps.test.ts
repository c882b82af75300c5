import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { localFrame, utmFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { cellCentre } from '../../raster/raster-grid.ts';
import { encodeMap } from './encode-map.ts';
import type { MapDescription } from './map-description.ts';

/** GDAL (gdal-bin) is what most other programs read maps with. `npm test` installs it where it may; elsewhere this is skipped. */
const hasGdal = spawnSync('gdalinfo', ['--version']).status === 0 && spawnSync('ogrinfo', ['--version']).status === 0;
if (!hasGdal) {
  const sentence = 'SKIPPED: whether GDAL reads our maps is NOT tested, since gdalinfo is not installed (gdal-bin).';
  console.warn(`\n${'!'.repeat(sentence.length)}\n${sentence}\n${'!'.repeat(sentence.length)}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'boresight-gdal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const grid = { columns: 120, rows: 100, cellSizeM: 5, westM: -250, northM: 250 };
const UTM = utmFrame(32, true, 500_000, 5_250_000);
const OWN = localFrame({ latDeg: 47.4, lonDeg: 8.5 });

/** A cone, with 12 x 12 cells without data. */
const cone = Float32Array.from({ length: 12_000 }, (_, cell) => {
  const { x, y } = cellCentre(grid, cell);
  return x > 120 && x < 180 && Math.abs(y) < 30 ? Number.NaN : -60 - 0.2 * Math.hypot(x, y);
});

function written(name: string, extension: string, frame: MapDescription['frame']): string {
  const description: MapDescription = {
    ...{ format: 'boresight-map', version: 1, layer: 'rsrp', unit: 'dBm', grid, frame, scene: 's', engine: 'sweep' },
    receiverZM: 1.5,
    sectors: [{ id: 'A & B', x: 10, y: 20, z: 30 }],
  };
  const inside = join(folder, name);
  mkdirSync(inside, { recursive: true });
  const path = join(inside, `map${extension}`);
  for (const [file, bytes] of encodeMap(path, cone, description)) writeFileSync(file, bytes);
  return path;
}

interface GdalInfo {
  readonly size: [number, number];
  readonly geoTransform: number[];
  readonly coordinateSystem?: { readonly wkt: string };
  readonly wgs84Extent?: { readonly coordinates: number[][][] };
  readonly bands: readonly {
    readonly type: string;
    readonly noDataValue?: number | string;
    readonly metadata: unknown;
  }[];
}
// PROJ complains of local metres, which have no ellipsoid.
const quiet: ExecFileSyncOptions = { stdio: ['ignore', 'pipe', 'ignore'] };
const info = (path: string): GdalInfo =>
  JSON.parse(execFileSync('gdalinfo', ['-json', '-stats', path], quiet).toString());

/** What GDAL's SQL says of a layer, line by line. */
function query(path: string, sql: string): Record<string, string>[] {
  const text = execFileSync('ogrinfo', ['-q', '-dialect', 'SQLITE', '-sql', sql, path]).toString();
  return text
    .split('OGRFeature')
    .slice(1)
    .map((block) => Object.fromEntries([...block.matchAll(/^ {2}(\w+) \(\w+\) = (.*)$/gm)].map(([, k, v]) => [k, v])));
}

describe.skipIf(!hasGdal)('GDAL', () => {
  it('knows the place, the values and the missing cells of a GeoTIFF', () => {
    const told = info(written('utm', '.tif', UTM));
    expect(told.size).toEqual([120, 100]);
    expect(told.geoTransform).toEqual([499_750, 5, 0, 5_250_250, 0, -5]);
    expect(told.coordinateSystem?.wkt).toContain('WGS 84 / UTM zone 32N');
    expect(told.bands[0]).toMatchObject({ type: 'Float32' });
    expect(String(told.bands[0]!.noDataValue).toLowerCase()).toBe('nan');
    // 12 x 12 of 12,000 cells lack a value; the top of the cone is half a cell's diagonal away from a centre.
    expect(told.bands[0]!.metadata).toMatchObject({ '': { STATISTICS_VALID_PERCENT: '98.8' } });
    const statistics = (told.bands[0]!.metadata as Record<string, Record<string, string>>)['']!;
    expect(Number(statistics.STATISTICS_MAXIMUM)).toBeCloseTo(-60 - 0.2 * Math.hypot(2.5, 2.5), 4);
  });

  it.each([
    ['.tif', 5],
    ['.png', 1.25],
  ])('lays a %s in a projection of its own where the scene is', (extension, pixelM) => {
    const told = info(written('own', extension, OWN));
    expect(told.geoTransform[1]).toBe(pixelM);
    const corners = told.wgs84Extent!.coordinates[0]!;
    const { latDeg, lonDeg } = wgs84FromLocal(OWN, grid.westM, grid.northM);
    expect(Math.min(...corners.map(([lon]) => lon!))).toBeCloseTo(lonDeg, 6);
    expect(Math.max(...corners.map(([, lat]) => lat!))).toBeCloseTo(latDeg, 6);
  });

  it('takes local metres for what they are', () => {
    const told = info(written('none', '.tif', null));
    expect(told.geoTransform).toEqual([-250, 5, 0, 250, 0, -5]);
    expect(told.coordinateSystem?.wkt).toMatch(/^ENGCRS\["local metres/);
    expect(info(written('none', '.png', null)).geoTransform.slice(0, 3)).toEqual([-250, 1.25, 0]);
  });

  it('finds the contours valid, and as large as they say', () => {
    const path = written('own', '.geojson', OWN);
    const zone = `ST_Transform(geometry, 32632)`;
    const rows = query(
      path,
      `SELECT class, ST_IsValid(geometry) AS valid, area_m2, ST_Area(${zone}) AS area FROM rsrp`,
    );
    expect(rows.map((row) => row.class)).toHaveLength(9);
    expect(rows.map(({ valid }) => valid)).toEqual(Array(9).fill('1'));
    for (const { area, area_m2 } of rows) expect(Math.abs(Number(area) / Number(area_m2) - 1)).toBeLessThan(2e-3);
    const total = rows.reduce((sum, { area_m2 }) => sum + Number(area_m2), 0);
    expect(Math.abs(total - 25 * (12_000 - 144))).toBeLessThanOrEqual(9);
  });

  it('reads the sectors of a KMZ', () => {
    const [sector] = query(
      written('own', '.kmz', OWN),
      "SELECT Name, ST_X(geometry) AS lon, ST_Y(geometry) AS lat FROM rsrp WHERE Name = 'A & B'",
    );
    const { latDeg, lonDeg } = wgs84FromLocal(OWN, 10, 20);
    expect(Number(sector?.lon)).toBeCloseTo(lonDeg, 7);
    expect(Number(sector?.lat)).toBeCloseTo(latDeg, 7);
  });
});
