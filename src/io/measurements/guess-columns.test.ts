import { describe, expect, it } from 'vitest';
import { openDelimitedText } from '../tables/delimited-text.ts';
import { guessColumns } from './guess-columns.ts';
import { headOf } from './measurement-layout.ts';

const guess = (text: string) => guessColumns(headOf(openDelimitedText(new TextEncoder().encode(text), 'm.csv')));

describe('what columns may hold', () => {
  it('is what their names say, first', () => {
    expect(guess('lat,lon,strength,cellid,time\n48.137,11.575,-80,7,2026-03-31 12:00:00\n')).toEqual({
      position: { kind: 'wgs84', lat: 'lat', lon: 'lon' },
      rsrp: 'strength',
      cell: ['cellid'],
      time: 'time',
    });
  });

  it.each([
    [
      'degrees, a level and a day',
      'a,b,c,d\n48.137,11.575,-80,31/03/2026 12:00\n48.138,11.576,-156,01/04/2026 12:00\n',
      { position: { kind: 'wgs84', lat: 'a', lon: 'b' }, rsrp: 'c', time: 'd' },
    ],
    [
      'a longitude over 90 before the latitude',
      'a,b,c\n116.3974,39.9087,-80\n',
      { position: { kind: 'wgs84', lat: 'b', lon: 'a' }, rsrp: 'c' },
    ],
    [
      'a longitude beside a named latitude',
      'lat,b,c\n48.137,11.575,-80\n',
      { position: { kind: 'wgs84', lat: 'lat', lon: 'b' }, rsrp: 'c' },
    ],
    [
      'projected metres',
      'a,b,c\n691607.9,5334760.4,-80.5\n',
      { position: { kind: 'projected', x: 'a', y: 'b', epsg: null }, rsrp: 'c' },
    ],
    ['metres that may be anything', 'a,b,c\n120,80,-80\n', { rsrp: 'c' }],
    ['a number of a cell, which is no time', 'a,b,c\n120,262014321,-80\n', { rsrp: 'c' }],
    ['seconds since 1970', 'a,b,c\n120,1775000000,-80\n', { rsrp: 'c', time: 'b' }],
    ['decimal commas', 'a;b;c\n48,137;11,575;-80,5\n', { position: { kind: 'wgs84', lat: 'a', lon: 'b' }, rsrp: 'c' }],
    ['levels out of range, and words', 'a,b,c\n-30,-157,far\n', {}],
  ])('is told from values: %s', (_, text, expected) => {
    expect(guess(text)).toEqual(expected);
  });
});
