import { describe, expect, it } from 'vitest';
import { recogniseFile, recogniseTree, withTrack } from './recognise-file.ts';

const kindOf = (name: string, text: string) => recogniseFile(name, new TextEncoder().encode(text));

describe('recogniseFile', () => {
  it.each([
    ['drive.csv', 'lat,lon,rsrp\n48,11,-80\n', 'measurements'],
    ['log.txt', 'Latitude\tLongitude\tLTE RSRP\n48\t11\t-80\n', 'measurements'],
    ['sites.csv', 'id,lat,lon,height,azimuth\nA,48,11,30,0\n', 'sites'],
    ['sites.json', '[{"id":"A"}]', 'sites'],
    ['net.json', '{ "sites": [] }', 'sites'],
    ['city.geojson', '{"type":"FeatureCollection","features":[]}', 'scene'],
    [
      'points.json',
      '{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]}}]}',
      'measurements',
    ],
    ['log.xml', '<?xml version="1.0"?><kml><Placemark/></kml>', 'measurements'],
    ['antenna.msi', 'NAME a\nGAIN 15 dBd\nHORIZONTAL 360\n', 'pattern'],
    ['unnamed', 'NAME a\nGAIN 15 dBd\nHORIZONTAL 360\n', 'pattern'],
    ['card.json', '{ "format": "boresight-model-card", "version": 1 }', 'model'],
    ['model-256.onnx', '<!doctype html>', 'model'],
    ['scene.xml', '<scene version="2.1.0"></scene>', 'scene'],
    // A table of neither kind goes to the reader that says which columns it needs.
    ['odd.csv', 'place,time\nhere,now\n', 'measurements'],
  ])('takes %s for its content', (name, text, kind) => {
    expect(kindOf(name, text)).toBe(kind);
  });
});

describe('recogniseTree', () => {
  const tree = (...files: readonly (readonly [string, string])[]) =>
    new Map(files.map(([name, text]) => [name, new TextEncoder().encode(text)]));

  it.each([
    [
      'a folder with a card',
      tree(['net/card.json', '{"format":"boresight-model-card"}'], ['net/a.onnx', 'x']),
      'model',
    ],
    ['a network that lost its card', tree(['net/a.onnx', 'x'], ['net/readme.txt', 'x']), 'model'],
    ['a scene with its meshes', tree(['city/scene.xml', '<scene/>'], ['city/a.ply', 'ply']), 'scene'],
    ['logs and notes', tree(['day/a.csv', 'lat,lon,rsrp\n1,2,-80\n'], ['day/readme.txt', 'x']), 'measurements'],
    [
      'logs of a phone that are called .txt',
      tree(['a.txt', 'Timestamp\tLongitude\tLatitude\tNetworkTech\tLevel\n1\t2\t3\t4G\t-90\n'], ['b.txt', 'read me']),
      'measurements',
    ],
    [
      "Atoll's tables",
      tree(['s.txt', 'NAME\tLONGITUDE\tLATITUDE\nS\t1\t2\n'], ['t.txt', 'TX_ID\tSITE_NAME\tAZIMUT\nT\tS\t0\n']),
      'sites',
    ],
    ['logs in KML', tree(['a.kml', '<kml><Placemark/></kml>'], ['dot.png', 'x']), 'measurements'],
    ['a scene with a table', tree(['city/scene.xml', '<scene/>'], ['city/a.csv', 'lat,lon,rsrp\n1,2,-80\n']), 'scene'],
    ['a table that is empty', tree(['a.csv', ''], ['b.bin', 'x']), 'scene'],
    ['JSON of another kind', tree(['city/a.geojson', '{}'], ['city/b.json', '{"format":"else"}']), 'scene'],
  ])('takes %s for what it is', (_, files, kind) => {
    expect(recogniseTree(files)).toBe(kind);
  });
});

describe('withTrack', () => {
  const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
  const track = file('walk.gpx', '<gpx><trk/></gpx>');

  it('tells a track from the table beside it, and other pairs from both', () => {
    const table = file('m.csv', 'time,rsrp\n1,2\n');
    expect(withTrack([table, track])).toEqual({ track, table });
    expect(withTrack([track, table])).toEqual({ track, table });
    expect(withTrack([track, file('scene.xml', '<scene/>')])).toBeNull();
    expect(withTrack([table, file('n.csv', 'time,rsrp\n')])).toBeNull();
  });
});
