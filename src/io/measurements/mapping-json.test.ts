import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from './column-mapping.ts';
import { readMapping, writeMapping } from './mapping-json.ts';
import { readMeasurements } from './read-measurements.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const full: ColumnMapping = {
  position: { kind: 'projected', x: 'E', y: 'N', epsg: 32648 },
  rsrp: 'L',
  cell: ['site', 'cell'],
  device: 'phone',
  channel: 'ch',
  time: 't',
  timeZone: '+02:00',
  accuracy: 'err',
  speed: { column: 'v', unit: 'km/h' },
  indoor: 'in',
  only: [{ column: 'rat', values: ['LTE'], others: 'other-technology' }],
  unknown: [-200],
  decimal: ',',
};

describe('mapping as JSON', () => {
  it('comes back as it was written, with the header that it was made for', () => {
    const header = ['E', 'N', 'L', 'site', 'cell'];
    expect(readMapping(bytesOf(writeMapping({ mapping: full, header })), 'm.json')).toEqual({ mapping: full, header });
    expect(
      readMapping(bytesOf('{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","cell":"d"}'), 'm.json'),
    ).toEqual({
      mapping: { position: { kind: 'local', x: 'a', y: 'b' }, rsrp: 'c', cell: ['d'] },
    });
  });

  it.each([
    ['{', /m\.json: not JSON/],
    ['[]', /m\.json: a mapping is an object/],
    ['{"rsrp":"c"}', /position is missing: must be {"kind": "wgs84"/],
    ['{"position":{"kind":"utm"},"rsrp":"c"}', /position\.kind "utm": must be one of "wgs84", "projected", "local"/],
    ['{"position":{"kind":"wgs84","lat":"a"},"rsrp":"c"}', /position\.lon is missing: must be the name of a column/],
    [
      '{"position":{"kind":"projected","x":"a","y":"b","epsg":4326},"rsrp":"c"}',
      /position\.epsg 4326: must be .*UTM on WGS 84/,
    ],
    ['{"position":{"kind":"local","x":"a","y":"b"}}', /rsrp is missing/],
    [
      '{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","speed":{"column":"v","unit":"mph"}}',
      /speed\.unit "mph": must be/,
    ],
    [
      '{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","only":[{"column":"r","values":[]}]}',
      /only\[0\]\.values \[\]/,
    ],
    [
      '{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","timeZone":"CET"}',
      /timeZone "CET": must be Z or an offset/,
    ],
    [
      '{"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c","levle":"d"}',
      /levle "d": is no field; fields are format/,
    ],
    [
      '{"format":"other","position":{"kind":"local","x":"a","y":"b"},"rsrp":"c"}',
      /format "other": must be "boresight-mapping"/,
    ],
    ['{"version":2,"position":{"kind":"local","x":"a","y":"b"},"rsrp":"c"}', /version 2: must be 1; a newer/],
  ])('refuses %s', (text, message) => {
    expect(() => readMapping(bytesOf(text), 'm.json')).toThrow(message);
  });

  it('tells where the header is another than the one it was made for, and where a column is gone', async () => {
    const mapping: ColumnMapping = { position: { kind: 'local', x: 'a', y: 'b' }, rsrp: 'c' };
    const set = await readMeasurements('m.csv', bytesOf('a,b,c,e\n1,2,-80,0\n'), {
      mapping,
      header: ['a', 'b', 'c', 'd'],
    });
    expect(set.issues[0]!.message).toMatch(/made for another header \(this one is without d and with e\)/);
    await expect(readMeasurements('m.csv', bytesOf('a,b,e\n1,2,-80\n'), { mapping })).rejects.toThrow(/no column "c"/);
  });
});
