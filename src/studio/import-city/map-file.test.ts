import { describe, expect, it } from 'vitest';
import { LARGE_OSM_BYTES, needsBox } from './map-file.ts';

const file = (name: string, start: string, bytes = start.length) =>
  new File([start, new Uint8Array(Math.max(0, bytes - start.length))], name);

describe('needsBox', () => {
  it('is so for tiles of any size, and for OSM data that is large', async () => {
    expect(await needsBox(file('city.bin', 'PMTiles\u0003'), false)).toBe(true);
    expect(await needsBox(file('a.osm', '<?xml version="1.0"?>\n<osm version="0.6">'), false)).toBe(false);
    expect(await needsBox(file('a.osm', '<osm>', LARGE_OSM_BYTES), false)).toBe(true);
    expect(await needsBox(file('a.json', '{"version":0.6,"elements":[', LARGE_OSM_BYTES), false)).toBe(true);
    expect(await needsBox(file('a.osm.pbf', '\0\0\0\r\n\tOSMHeader'), false)).toBe(true);
  });

  it('is so for any map while one is asked for, and never for other files', async () => {
    expect(await needsBox(file('a.osm', '<osm>'), true)).toBe(true);
    expect(await needsBox(file('drive.csv', 'lat,lon,rsrp\n'), true)).toBe(false);
    expect(await needsBox(file('city.geojson', '{"type":"FeatureCollection"', LARGE_OSM_BYTES), true)).toBe(false);
  });
});
