import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from './column-mapping.ts';
import { draftOf, lackOf, type MappingDraft, mappingOf } from './mapping-draft.ts';

const full: ColumnMapping = {
  position: { kind: 'projected', x: 'E', y: 'N', epsg: 32648 },
  rsrp: 'L',
  cell: ['site', 'cell'],
  device: 'phone',
  frequency: 'f',
  channel: 'ch',
  time: 't',
  timeZone: '+02:00',
  dateOrder: 'day-month',
  accuracy: 'err',
  speed: { column: 'v', unit: 'km/h' },
  indoor: 'in',
  only: [{ column: 'rat', values: ['LTE'], others: 'other-technology' }],
  unknown: [-200],
  decimal: ',',
};
const degrees: ColumnMapping = { position: { kind: 'wgs84', lat: 'a', lon: 'b' }, rsrp: 'c' };

describe('a mapping that is filled in', () => {
  it('comes back as it was, with what a layout says beside columns', () => {
    expect(mappingOf(draftOf(full))).toEqual(full);
    expect(mappingOf(draftOf(degrees))).toEqual(degrees);
    const local: ColumnMapping = { position: { kind: 'local', x: 'a', y: 'b' }, rsrp: 'c', cell: ['d'] };
    expect(mappingOf(draftOf(local))).toEqual(local);
  });

  it.each<[Partial<MappingDraft>, RegExp]>([
    [{ first: '' }, /column of latitude/],
    [{ second: '' }, /column of longitude/],
    [{ kind: 'local', first: '' }, /column of x/],
    [{ kind: 'local', second: '' }, /column of y/],
    [{ rsrp: '' }, /column of the level/],
    [{ rsrp: 'a' }, /columns of their own/],
    [{ second: 'a' }, /columns of their own/],
    [{ kind: 'projected' }, /Give the EPSG code/],
    [{ kind: 'projected', epsg: 4326 }, /EPSG:4326 is not known here; known are UTM/],
    [{ timeZone: 'CET' }, /Z or an offset/],
  ])('says what lacks: %j', (patch, lack) => {
    const draft = { ...draftOf(degrees), ...patch };
    expect(lackOf(draft)).toMatch(lack);
    expect(mappingOf(draft)).toBeNull();
  });

  it('begins empty', () => {
    expect(lackOf(draftOf({}))).toBe('Choose the column of latitude.');
    expect(lackOf(draftOf(degrees))).toBeNull();
  });
});
