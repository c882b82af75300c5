import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { localFrame, utmFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { geoKeysOf } from './geotiff-keys.ts';
import { readGeoTiffMap, writeGeoTiffMap } from './geotiff-map.ts';
import type { MapDescription } from './map-description.ts';

const description: MapDescription = {
  format: 'boresight-map',
  version: 1,
  layer: 'rsrp',
  unit: 'dBm',
  grid: { columns: 3, rows: 2, cellSizeM: 5, westM: 10, northM: 40 },
  frame: utmFrame(48, true, 409_430, 3_388_090),
  scene: 'Zürich – test',
  engine: 'sweep',
  receiverZM: 1.5,
  sectors: [{ id: 'A', x: 1, y: 2, z: 30 }],
  classes: ['a', 'b'],
};
const values = Float32Array.of(-80.5, Number.NaN, -90, -100, -110.25, -120);

/** The file without its own description, as other programs write it. */
function bare(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const copy = new Uint8Array(bytes);
  copy[text.indexOf('boresight-map')] = 'B'.charCodeAt(0);
  return copy;
}

describe('GeoTIFF of a map', () => {
  it('comes back with its values, place and description', async () => {
    const map = await readGeoTiffMap(writeGeoTiffMap(values, description), 'm.tif');
    expect(map.values).toEqual(values);
    expect(map).toMatchObject({ rows: 2, columns: 3, grid: description.grid, frame: description.frame });
    expect(map.description).toEqual(description);
  });

  it('lies where its frame says, in the words of the standard', async () => {
    const image = await (await fromArrayBuffer(writeGeoTiffMap(values, description).buffer)).getImage();
    expect(image.getBoundingBox()).toEqual([409_440, 3_388_120, 409_455, 3_388_130]);
    expect(image.getGeoKeys()).toMatchObject({
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 32648,
    });
    expect(image.getGDALNoData()).toBeNaN();
  });

  it.each([
    ['UTM', utmFrame(19, false, 1000, 2000)],
    ['a projection of its own', localFrame({ latDeg: 47.4, lonDeg: 8.5 })],
  ])('is placed alike by its keys alone: %s', async (_name, frame) => {
    const map = await readGeoTiffMap(bare(writeGeoTiffMap(values, { ...description, frame })), 'm.tif');
    expect(map.description).toBeNull();
    const told = wgs84FromLocal(frame, 10, 40);
    const read = wgs84FromLocal(map.frame!, map.grid!.westM, map.grid!.northM);
    expect(read.latDeg).toBeCloseTo(told.latDeg, 9);
    expect(read.lonDeg).toBeCloseTo(told.lonDeg, 9);
    expect(map.grid!.cellSizeM).toBeCloseTo(5, 9);
  });

  it('keeps local metres where the scene has no place', async () => {
    const map = await readGeoTiffMap(writeGeoTiffMap(values, { ...description, frame: null }), 'm.tif');
    expect(map).toMatchObject({ frame: null, grid: description.grid });
    expect(geoKeysOf(null).directory.slice(4, 8)).toEqual([1024, 0, 1, 32767]);
  });

  it('refuses what is no TIFF, and a TIFF that is cut off', async () => {
    await expect(readGeoTiffMap(new TextEncoder().encode('<html></html>'), 'm.tif')).rejects.toThrow(/not a TIFF/);
    const cut = writeGeoTiffMap(values, description).subarray(0, 60);
    await expect(readGeoTiffMap(cut, 'm.tif')).rejects.toMatchObject({ name: 'UserError' });
  });
});
