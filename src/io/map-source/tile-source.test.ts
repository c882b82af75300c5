import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { boxAround } from '../../raster/lonlat-box.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { lonLatOf } from '../../raster/web-mercator.ts';
import { STANDARD_HEIGHT_RULES } from '../../scene/height-rules.ts';
import { signedArea } from '../../scene/ring.ts';
import { type DrawnFeature, mvtOf, pmtilesOf, rectangle } from '../../testing/map-tiles.ts';
import { sceneOfCut } from './cut-scene.ts';
import { PREVIEW_KINDS } from './map-source.ts';
import { readTileShapes } from './tile-shapes.ts';
import { openTileSource } from './tile-source.ts';

/** A corner of four tiles of zoom 15. */
const ZOOM = 15;
const [LON, LAT] = lonLatOf(17600 / 2 ** ZOOM, 10700 / 2 ** ZOOM);
/** Degrees of so many metres there. */
const dLon = (m: number) => m / (111_320 * Math.cos((LAT * Math.PI) / 180));
const dLat = (m: number) => m / 111_320;
const block = (xM: number, yM: number, widthM: number, depthM: number) =>
  rectangle(LON + dLon(xM), LAT + dLat(yM), LON + dLon(xM + widthM), LAT + dLat(yM + depthM));
const building = (ring: DrawnFeature['lines'][number], tags: DrawnFeature['tags'], id?: number): DrawnFeature => ({
  layer: 'buildings',
  kind: 'polygon',
  tags: { kind: 'building', ...tags },
  lines: [ring],
  ...(id !== undefined && { id }),
});

const open = (features: readonly DrawnFeature[], zoom = ZOOM) =>
  openTileSource('town.pmtiles', new Blob([pmtilesOf(features, { zoom })]));
const BOX = boxAround({ lonDeg: LON, latDeg: LAT }, 600, 600);
async function sceneOf(features: readonly DrawnFeature[]) {
  const source = await open(features);
  const order = { name: 'town', from: 'town.pmtiles', attribution: null, box: BOX, heightRules: STANDARD_HEIGHT_RULES };
  return sceneOfCut(await source.cut(BOX), order);
}

const corners = (ring: Float64Array) => ring.length / 2;

describe('a PMTiles file', () => {
  it('gives each building once and whole, wherever the borders of tiles cut it', async () => {
    const scene = await sceneOf([
      building(block(-40, -30, 100, 80), { height: 21 }, 7),
      building(block(-200, -200, 30, 20), { height: 9 }, 8),
      building(block(-15, 100, 40, 20), { height: 12 }),
      building(block(-15, 120, 40, 20), { height: 13 }),
    ]);
    const found = scene.buildings.map((b) => [b.heightM, corners(b.outer), Math.round(signedArea(b.outer) / 50)]);
    expect(found.sort((a, b) => a[0]! - b[0]!)).toEqual([
      [9, 4, 12],
      [12, 4, 16],
      [13, 4, 16],
      [21, 4, 160],
    ]);
    expect(scene.issues).toEqual([]);
    expect(scene.boundsM.maxX).toBeCloseTo(300, -1);
  });

  it('keeps courtyards across a border, and the gap of a building that crosses it twice', async () => {
    const court = block(-10, 60, 20, 20);
    const horseshoe: [number, number][] = (
      [
        [-30, -200],
        [30, -200],
        [30, -180],
        [-10, -180],
        [-10, -160],
        [30, -160],
        [30, -140],
        [-30, -140],
      ] as const
    ).map(([x, y]) => [LON + dLon(x), LAT + dLat(y)]);
    const { buildings } = await sceneOf([
      { ...building(block(-30, 40, 60, 60), { height: 20 }, 1), lines: [block(-30, 40, 60, 60), court] },
      building(horseshoe, { height: 10 }, 2),
    ]);
    const [yard, shoe] = [20, 10].map((heightM) => buildings.filter((b) => b.heightM === heightM));
    expect([yard!.length, yard![0]!.holes.length, shoe!.length]).toEqual([1, 1, 1]);
    // A unit of these tiles is 0.2 m.
    expect(Math.abs(signedArea(yard![0]!.holes[0]!) / -400 - 1)).toBeLessThan(0.02);
    expect(corners(shoe![0]!.outer)).toBe(8);
    expect(Math.abs(signedArea(shoe![0]!.outer) / (60 * 60 - 40 * 20) - 1)).toBeLessThan(0.02);
  });

  it('tells where heights come from, in the words of three schemas', async () => {
    const { buildings, issues, origin } = await sceneOf([
      building(block(0, 0, 20, 20), { height: 30 }, 1),
      building(block(40, 0, 20, 20), {}, 2),
      building(block(80, 0, 20, 20), { num_floors: 4, subtype: 'residential' }, 3),
      building(block(120, 0, 20, 20), { subtype: 'religious' }, 4),
      building(block(160, 0, 20, 20), { render_height: 5 }, 5),
      building(block(200, 0, 20, 20), { render_height: 17, render_min_height: 4 }, 6),
      building(block(240, 0, 20, 20), { kind: 'building_part', height: 50 }, 7),
      building(block(240, 40, 20, 20), { hide_3d: true, render_height: 50 }, 8),
    ]);
    expect(buildings.map((b) => [b.heightM, b.heightSource])).toEqual([
      [30, 'tagged'],
      [6, 'assumed'],
      [12, 'levels'],
      [12, 'class'],
      [6, 'assumed'],
      [17, 'tagged'],
    ]);
    expect(issues.map((i) => [i.code, i.count])).toEqual([
      ['building-part', 1],
      ['height-assumed', 2],
      ['height-from-levels', 1],
      ['height-by-class', 1],
      ['min-height', 1],
    ]);
    expect(origin).toMatchObject({ from: 'town.pmtiles', box: BOX });
  });

  it('draws roads, water with its islands, and land use', async () => {
    const map: DrawnFeature[] = [
      building(block(-20, -20, 40, 40), { height: 10 }, 1),
      {
        layer: 'roads',
        kind: 'line',
        tags: { kind: 'major_road', kind_detail: 'primary' },
        lines: [line([-400, 60], [400, 60])],
      },
      { layer: 'roads', kind: 'line', tags: { kind: 'rail' }, lines: [line([-400, 90], [400, 90])] },
      {
        layer: 'water',
        kind: 'polygon',
        tags: { kind: 'water' },
        lines: [block(-250, 100, 500, 150), block(-50, 150, 100, 50)],
      },
      { layer: 'landuse', kind: 'polygon', tags: { kind: 'park' }, lines: [block(-250, -250, 100, 100)] },
    ];
    const { roads, water, landUse } = await sceneOf(map);
    expect(new Set(roads.map((r) => r.widthM))).toEqual(new Set([14]));
    expect(Math.abs(roads.reduce((sum, r) => sum + lengthOf(r.line), 0) / 600 - 1)).toBeLessThan(0.005);
    expect(water.reduce((sum, ring) => sum + signedArea(ring), 0) / (500 * 150 - 100 * 50)).toBeCloseTo(1, 2);
    const use = (x: number, y: number) => landUse?.names[landUse.classes[cellAt(landUse.grid, x, y)]!];
    expect([use(-200, -200), use(0, 60), use(-200, 200), use(0, 175), use(200, -200)]).toEqual([
      'park',
      'avenue',
      'water',
      'unknown',
      'unknown',
    ]);
  });

  it('previews a part from few tiles', async () => {
    const source = await open([building(block(0, 0, 30, 30), { height: 10 }, 1)]);
    const { kinds, starts, xy } = await source.preview(BOX);
    expect([...kinds].map((k) => PREVIEW_KINDS[k])).toEqual(['building']);
    expect([...starts]).toEqual([0, 4]);
    const at = lonLatOf(xy[0]!, xy[1]!);
    expect(Math.abs(at[0] - LON)).toBeLessThan(dLon(31));
  });

  it('refuses a box that is too large, with the figures, and one without buildings', async () => {
    const source = await open([building(block(0, 0, 20, 20), { height: 10 }, 1)]);
    await expect(source.cut(boxAround({ latDeg: LAT, lonDeg: LON }, 12_000, 5000))).rejects.toThrow(
      /The box is 12\.00 × 5\.00 km; a scene takes up to 10 km a side/,
    );
    await expect(source.cut(boxAround({ latDeg: 70, lonDeg: LON }, 10_000, 10_000))).rejects.toThrow(
      /meets \d{3} tiles of zoom level 15; 400 are read at most/,
    );
    await expect(source.cut({ west: 5, east: 4, south: 1, north: 2 })).rejects.toThrow(
      /is none: south lies below north/,
    );
    const empty = boxAround({ latDeg: LAT, lonDeg: LON + dLon(2000) }, 500, 500);
    const order = {
      name: 't',
      from: 'town.pmtiles',
      attribution: null,
      box: empty,
      heightRules: STANDARD_HEIGHT_RULES,
    };
    const cut = await source.cut(empty);
    expect(() => sceneOfCut(cut, order)).toThrow(/holds no building of town\.pmtiles/);
  });

  it('stops when it is cancelled', async () => {
    const source = await open([building(block(0, 0, 20, 20), { height: 10 }, 1)]);
    await expect(source.cut(BOX, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a PMTiles file that is damaged or of another kind', () => {
  const sound = pmtilesOf([building(block(0, 0, 20, 20), { height: 10 }, 1)], { zoom: ZOOM });
  const changed = (change: (bytes: Uint8Array, view: DataView) => void) => {
    const bytes = sound.slice();
    change(bytes, new DataView(bytes.buffer));
    return bytes;
  };
  const openBytes = (bytes: Uint8Array<ArrayBuffer>) => openTileSource('a.pmtiles', new Blob([bytes]));

  it.each([
    ['another file', new TextEncoder().encode('<!doctype html>'), /is no PMTiles file/],
    ['a header cut short', sound.slice(0, 60), /cut short: 60 bytes/],
    ['a file cut short', sound.slice(0, -10), /cut short: it has \d+ bytes, and its parts reach to byte/],
    ['version 2', changed((b) => b.set([2], 7)), /version 2 of PMTiles; version 3 is read/],
    ['pictures', changed((b) => b.set([2], 99)), /type Png, not vector tiles/],
    ['zstd', changed((b) => b.set([4], 98)), /packs its tiles with Zstd/],
    ['absurd bounds', changed((_, v) => v.setInt32(102, 2_000_000_000, true)), /bounds are none \(longitude 200 to/],
    ['absurd zoom levels', changed((b) => b.set([40], 101)), /zoom levels 15 to 40 are none/],
    [
      'a directory that is not there',
      changed((_, v) => v.setBigUint64(16, 90_000n, true)),
      /must lie within the first 16384/,
    ],
    ['a directory of rubbish', changed((b) => b.fill(7, 127, 140)), /is damaged/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(openBytes(bytes)).rejects.toThrow(message);
  });

  it('refuses maps without buildings, and too few zoom levels', async () => {
    const roads: DrawnFeature = { layer: 'roads', kind: 'line', tags: { kind: 'path' }, lines: [line([0, 0], [9, 9])] };
    await expect(open([roads])).rejects.toThrow(/no layer of buildings .*its layers are roads/);
    await expect(open([building(block(0, 0, 20, 20), {})], 12)).rejects.toThrow(/ends at zoom level 12/);
  });

  it('refuses a directory that announces more than it has, before counting to it', async () => {
    const directory = gzipSync(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 1, 1));
    const bytes = changed((_, v) => {
      v.setBigUint64(8, BigInt(sound.length), true);
      v.setBigUint64(16, BigInt(directory.length), true);
    });
    const whole = new Uint8Array([...bytes, ...directory]);
    await expect(openBytes(whole)).rejects.toThrow(/announces \d+ entries and has 11 bytes/);
  });
});

describe('readTileShapes', () => {
  const feature = (lines: Float64Array[]) => ({ kind: 'polygon' as const, tags: {}, lines });
  const tile = (lines: Float64Array[], extent?: number) => mvtOf(new Map([['buildings', [feature(lines)]]]), extent);
  const square = Float64Array.of(0, 0, 8, 0, 8, 8, 0, 8);

  it('brings every extent to the same units', () => {
    const [shape] = readTileShapes('t', tile([square], 512));
    expect([...shape!.lines[0]!]).toEqual([0, 0, 64, 0, 64, 64, 0, 64]);
    expect(shape?.kind).toBe('building');
  });

  it('names the tile that is damaged', () => {
    expect(() => readTileShapes('tile 15/1/2', tile([square], 3))).toThrow(/tile 15\/1\/2: .*extent of 3/);
    const far = Float64Array.of(0, 0, 900_000, 0, 900_000, 8);
    expect(() => readTileShapes('tile 15/1/2', tile([far]))).toThrow(/lies far outside the tile/);
    const cut = tile([square]).slice(0, 12);
    expect(() => readTileShapes('tile 15/1/2', cut)).toThrow(/tile 15\/1\/2/);
  });
});

function line(...points: readonly (readonly [number, number])[]): [number, number][] {
  return points.map(([x, y]) => [LON + dLon(x), LAT + dLat(y)]);
}

function lengthOf(points: Float64Array): number {
  let sum = 0;
  for (let i = 2; i < points.length; i += 2)
    sum += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
  return sum;
}
