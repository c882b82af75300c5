import { describe, expect, it } from 'vitest';
import { recogniseFile } from './recognise-file.ts';

const kindOf = (name: string, text: string) => recogniseFile(name, new TextEncoder().encode(text));

describe('recogniseFile', () => {
  it.each([
    ['drive.csv', 'lat,lon,rsrp\n48,11,-80\n', 'measurements'],
    ['log.txt', 'Latitude\tLongitude\tLTE RSRP\n48\t11\t-80\n', 'measurements'],
    ['sites.csv', 'id,lat,lon,height,azimuth\nA,48,11,30,0\n', 'sites'],
    ['sites.json', '[{"id":"A"}]', 'sites'],
    ['net.json', '{ "sites": [] }', 'sites'],
    ['city.geojson', '{"type":"FeatureCollection","features":[]}', 'scene'],
    ['antenna.msi', 'NAME a\nGAIN 15 dBd\nHORIZONTAL 360\n', 'pattern'],
    ['unnamed', 'NAME a\nGAIN 15 dBd\nHORIZONTAL 360\n', 'pattern'],
    ['scene.xml', '<scene version="2.1.0"></scene>', 'scene'],
    // A table of neither kind goes to the reader that says which columns it needs.
    ['odd.csv', 'place,time\nhere,now\n', 'measurements'],
  ])('takes %s for its content', (name, text, kind) => {
    expect(kindOf(name, text)).toBe(kind);
  });
});
