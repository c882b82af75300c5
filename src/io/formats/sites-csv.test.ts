import { describe, expect, it } from 'vitest';
import { readSitesCsv } from './sites-csv.ts';
import { readSitesJson } from './sites-json.ts';

const csv = (text: string) => readSitesCsv(new TextEncoder().encode(text), 's.csv');
const json = (value: unknown) => readSitesJson(new TextEncoder().encode(JSON.stringify(value)), 's.json');

describe('sites in CSV', () => {
  it('reads every column of the contract', () => {
    const [sector] = csv(
      'id,lat,lon,height,azimuth,downtilt,frequency,power,power_per,bandwidth,pattern,losses\n' +
        'A1,30.62,104.06,19,220,9.0,2585000000.0,9.2,re,20,tr38901,2\n',
    );
    expect(sector).toEqual({
      id: 'A1',
      siteId: 'A1',
      place: 's.csv, row 1 (line 2)',
      position: { kind: 'wgs84', latDeg: 30.62, lonDeg: 104.06 },
      heightAboveGroundM: 19,
      azimuthDeg: 220,
      downtiltDeg: 9,
      frequencyHz: 2.585e9,
      powerDbm: 9.2,
      powerPer: 're',
      bandwidthHz: 20e6,
      pattern: 'tr38901',
      lossesDb: 2,
    });
  });

  it('knows other names, delimiters, MHz, tilts in parts, a byte order mark and decimal commas', () => {
    const [sector] = csv(
      '\ufeffCell Index;X [m];Y (m);Z;Azimuth;Electrical Downtilt;Mechanical Downtilt;Frequency Band;RS Power\r\n' +
        '198301;-10,5;20;31,25;360;6;3;2585.0;9,2\r\n',
    );
    expect(sector).toMatchObject({
      id: '198301',
      position: { kind: 'local', x: -10.5, y: 20 },
      zM: 31.25,
      azimuthDeg: 0,
      downtiltDeg: 9,
      frequencyHz: 2.585e9,
      powerDbm: 9.2,
      powerPer: 're',
    });
  });

  it('keeps an EIRP apart from a power', () => {
    const [sector] = csv('id,x,y,EIRP [dBm]\nA,1,2,61.5\n');
    expect([sector!.eirpDbm, sector!.powerDbm]).toEqual([61.5, undefined]);
    expect(() => csv('id,x,y,eirp,power\nA,1,2,61,43\n')).toThrow(/power 43 and eirp 61 both say .* keep one/);
  });

  it('leaves out what is blank', () => {
    expect(Object.keys(csv('id,x,y,height,azimuth\nA,1,2,,\n')[0]!)).toEqual(['id', 'siteId', 'place', 'position']);
  });

  it.each([
    ['id,lat,lon\nA,91,200\n', /s\.csv, row 1 \(line 2\): lat 91 is outside -90 to 90 .*swapped/],
    ['id,lat,lon\nA,30,200\n', /lon 200 is outside -180 to 180/],
    ['id,lat,lon\nA,0,0\n', /Gulf of Guinea/],
    ['id,lat,lon\nA,,104\n', /no position/],
    ['id,lat,lon\nA,abc,104\n', /lat "abc" is not a number/],
    ['id,lat\nA,1\n', /no columns lat and lon, nor x and y \(columns seen: id, lat\)/],
    ['lat,lon\n1,2\n', /no column of ids.*columns seen: lat, lon/],
    ['id,x,y\nA,1,2\nA,3,4\n', /row 2 \(line 3\): the id "A" was already used at s\.csv, row 1/],
    ['id,x,y\n,1,2\n', /the id is blank/],
    ['id,x,y,frequency\nA,1,2,3.5\n', /frequency 3\.5 is neither MHz/],
    ['id,x,y,height\nA,1,2,-5\n', /height -5 is outside 0 to 1000/],
    ['id,x,y,power_per\nA,1,2,watt\n', /power_per "watt"/],
    ['id,x,y,pattern\nA,1,2,kathrein\n', /pattern "kathrein" is not one of iso/],
    ['id,x,y\nA,410365,3388725\n', /y 3388725 is outside .*give lat and lon/],
    ['id,x,x\nA,1,2\n', /two columns are named "x"/],
    ['id,x,y\n', /no data rows/],
    ['', /empty \(0 bytes\)/],
    ['<html><body>404</body></html>', /web page/],
    ['id,x,y\nA,1,2,3\n', /4 fields, the header names 3/],
    ['id,x,y\n"A,1,2\n', /quote opened on line 2 is never closed/],
  ])('refuses %j', (text, message) => {
    expect(() => csv(text)).toThrow(message);
  });
});

describe('sites in JSON', () => {
  it('lets sectors inherit from their site', () => {
    const sectors = json({
      sites: [
        {
          id: 'S',
          lat: 48.1,
          lon: 11.5,
          height: 30,
          frequency: 3500,
          sectors: [
            { id: 'S1', azimuth: 0 },
            { id: 'S2', azimuth: 120 },
          ],
        },
        { id: 'T', x: 1, y: 2, z: 40 },
      ],
    });
    expect(sectors.map((s) => [s.id, s.siteId, s.azimuthDeg, s.frequencyHz])).toEqual([
      ['S1', 'S', 0, 3.5e9],
      ['S2', 'S', 120, 3.5e9],
      ['T', 'T', undefined, undefined],
    ]);
  });

  it.each([
    [{ sites: 3 }, /expected a list of sectors/],
    [[], /empty \(0 entries\)/],
    [[{ id: 'A', x: [1], y: 2 }], /sector 1: x must be a number or text, not a list/],
    [[{ id: 'A', lat: 95, lon: 2 }], /lat 95 is outside/],
  ])('refuses %j', (value, message) => {
    expect(() => json(value)).toThrow(message);
  });

  it('says where JSON breaks', () => {
    expect(() => readSitesJson(new TextEncoder().encode('[{'), 's.json')).toThrow(/s\.json: not JSON/);
    expect(() => readSitesJson(new TextEncoder().encode('[{"id":"A","x":1e999,"y":0}]'), 's.json')).toThrow(
      /not finite/,
    );
  });
});
