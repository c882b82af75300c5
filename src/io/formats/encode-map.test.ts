import { unzipSync, unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { localFrame } from '../../raster/geo-frame.ts';
import { drawText, textWidth } from './bitmap-font.ts';
import { encodeMap, mapExtension } from './encode-map.ts';
import { colourOf, placeOf, scaleOfValues, stepsOf, ticksOf } from './map-colours.ts';
import { type MapDescription, packFlags, parseMapDescription, unpackFlags } from './map-description.ts';

const description: MapDescription = {
  format: 'boresight-map',
  version: 1,
  layer: 'rsrp',
  unit: 'dBm',
  grid: { columns: 256, rows: 2, cellSizeM: 4, westM: -100, northM: 50 },
  frame: localFrame({ latDeg: 0, lonDeg: 9 }),
  scene: 's',
  engine: 'sweep',
  receiverZM: 1.5,
  sectors: [],
};
const values = Float32Array.from({ length: 512 }, (_, i) => (i === 3 ? Number.NaN : -140 + (i % 256) / 4));

/** Width, height and RGBA rows of a PNG without filters. */
function decodePng(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const length = view.getUint32(33);
  const rows = unzlibSync(png.subarray(41, 41 + length));
  const pixel = (x: number, y: number) => [...rows.subarray(y * (4 * width + 1) + 1 + 4 * x).subarray(0, 4)];
  return { width, height, pixel };
}

describe('encodeMap', () => {
  it('writes a .npy with its description first', () => {
    const files = encodeMap('a/m.npy', values, description);
    expect([...files.keys()]).toEqual(['a/m.npy.json', 'a/m.npy']);
    expect(parseMapDescription(String(files.get('a/m.npy.json')), 'm')).toEqual(description);
  });

  it('draws the map at the top left, no data transparent, each cell a square, with a legend below', () => {
    const files = encodeMap('m.png', values, description);
    expect([...files.keys()]).toEqual(['m.pgw', 'm.png.aux.xml', 'm.png']);
    expect(files.get('m.png.aux.xml')).toContain('+proj=tmerc +lat_0=0 +lon_0=9 +k=1 ');
    expect([...encodeMap('m.png', values, { ...description, frame: null }).keys()]).toEqual(['m.pgw', 'm.png']);
    const png = decodePng(files.get('m.png') as Uint8Array);
    expect([png.width, png.height]).toEqual([512, 2 * 2 + 44]);
    expect(png.pixel(6, 0)).toEqual([0, 0, 0, 0]);
    const scale = scaleOfValues(values, 'dBm');
    expect(png.pixel(511, 3)).toEqual([...colourOf(scale, -76.25), 255]);
    expect(png.pixel(0, 47)).toEqual([255, 255, 255, 255]);
    // Two pixels a cell: 2 m each, the first centred 1 m inside the west and north edges.
    const world = String(files.get('m.pgw')).trim().split('\n').map(Number);
    expect(world.slice(0, 4)).toEqual([2, 0, 0, -2]);
    expect(world[4]).toBeCloseTo(-99, 6);
    expect(world[5]).toBeCloseTo(49, 6);
  });

  it('writes JSON with null for no data', () => {
    const json = JSON.parse(String(encodeMap('m.json', values, description).get('m.json')));
    expect(json.values).toHaveLength(2);
    expect(json.values[0].slice(2, 5)).toEqual([-139.5, null, -139]);
    expect(json.layer).toBe('rsrp');
  });

  it('draws classes of a quantity in their colours', () => {
    const scale = {
      kind: 'steps',
      unit: 'dBm',
      breaks: [-120, -100],
      labels: ['< −120', '−120 … −100', '≥ −100'],
      colours: [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    } as const;
    const png = decodePng(encodeMap('m.png', values, description, { scale, title: 'RSRP' }).get('m.png') as Uint8Array);
    // Cell 80 is -120, on the break; cell 79 just below it.
    expect(png.pixel(2 * 79, 0)).toEqual([1, 2, 3, 255]);
    expect(png.pixel(2 * 80, 0)).toEqual([4, 5, 6, 255]);
    expect(png.pixel(511, 0)).toEqual([7, 8, 9, 255]);
    // The swatch of the first class in the legend below.
    expect(png.pixel(13, 4 + 18)).toEqual([1, 2, 3, 255]);
  });

  it('is as wide as its title needs', () => {
    const grid = { ...description.grid, columns: 2, rows: 512 };
    const title = 'Difference of RSRP, a long name − another';
    const files = encodeMap('m.png', new Float32Array(1024), { ...description, grid }, { title });
    expect(decodePng(files.get('m.png') as Uint8Array).width).toBe(textWidth(`${title} [dBm]`) + 24);
  });

  it('lays a .kmz on the globe by its corners, and refuses one without a place', () => {
    const sectors = [{ id: 'A & B', x: 0, y: 0, z: 30 }];
    const kmz = unzipSync(encodeMap('m.kmz', values, { ...description, sectors }).get('m.kmz') as Uint8Array);
    const kml = new TextDecoder().decode(kmz['doc.kml']);
    const corners = /<coordinates>(.*)<\/coordinates>/
      .exec(kml)![1]!
      .split(' ')
      .map((c) => c.split(',').map(Number));
    expect(corners[0]![0]).toBeCloseTo(9 - 100 / 111_320, 5);
    expect(corners[2]![1]).toBeCloseTo(50 / 110_574, 6);
    expect(decodePng(kmz['map.png']!).height).toBe(4);
    expect(kml).toContain('<name>A &#38; B</name><Point><coordinates>9.00000000,0.00000000</coordinates></Point>');
    for (const path of ['m.kmz', 'm.geojson'])
      expect(() => encodeMap(path, values, { ...description, frame: null })).toThrow(
        new RegExp(`${path}: a \\.\\w+ is in degrees and this scene has no place on the Earth; write \\.tif`),
      );
  });

  it('knows the format by the extension alone', () => {
    expect(mapExtension('x/Y.TIFF')).toBe('.tif');
    expect(() => mapExtension('map')).toThrow(/must be one of \.tif \.npy \.png \.json \.geojson \.csv \.kmz/);
  });
});

describe('map descriptions', () => {
  it('carry flags in a few bytes', () => {
    const flags = Uint8Array.from({ length: 1001 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const text = packFlags(flags);
    expect(text.length).toBeLessThan(120);
    expect(unpackFlags(text, 1001, 'm')).toEqual(flags);
    expect(() => unpackFlags('%%%', 8, 'm')).toThrow(/cannot be unpacked/);
  });

  it('are held to their own rules', () => {
    expect(parseMapDescription('{"a":1}', 'm')).toBeNull();
    expect(parseMapDescription('not json', 'm')).toBeNull();
    expect(() => parseMapDescription(JSON.stringify({ ...description, version: 2 }), 'm')).toThrow(/version 2/);
    const grid = { ...description.grid, cellSizeM: 0 };
    expect(() => parseMapDescription(JSON.stringify({ ...description, grid }), 'm')).toThrow(/grid .* damaged/);
  });
});

describe('legends', () => {
  it('tick in steps of 1, 2 and 5', () => {
    expect(ticksOf(-120, -70, 6)).toEqual([-120, -110, -100, -90, -80, -70]);
    expect(ticksOf(0, 1, 6).map((t) => t.toFixed(1))).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  });

  it('go dark to light', () => {
    const scale = { kind: 'continuous', low: 0, high: 10, unit: '' } as const;
    const light = (v: number) => colourOf(scale, v).reduce((a, b) => a + b, 0);
    expect(light(0)).toBeLessThan(light(5));
    expect(light(5)).toBeLessThan(light(10));
    expect(colourOf(scale, -99)).toEqual(colourOf(scale, 0));
  });

  it('may be parted unevenly', () => {
    const scale = { kind: 'continuous', low: -110, high: -70, edges: [-110, -100, -70], unit: '' } as const;
    expect([-120, -110, -105, -100, -85, -70, -60].map((value) => placeOf(scale, value))).toEqual([
      ...[0, 0, 0.25, 0.5, 0.75, 1, 1],
    ]);
    expect(stepsOf(scale).breaks).toEqual([-110, -100, -70]);
  });

  it('write letters in pixels', () => {
    const dots: string[] = [];
    drawText('I', 10, 20, (x, y) => dots.push(`${x},${y}`));
    expect(dots).toHaveLength(3 + 5 + 3);
    expect(dots).toContain('12,23');
    expect(textWidth('dBm')).toBe(17);
  });
});
