import { describe, expect, it } from 'vitest';
import { EMPTY_PROJECT, type ProjectDocument, type SectorSettings } from '../store/project-document.ts';
import { checkedChange } from './settable.ts';

const SECTOR: SectorSettings = {
  id: 'Market.North-A',
  siteId: 'Market',
  x: 0,
  y: 0,
  heightM: 25,
  azimuthDeg: 0,
  downtiltDeg: 6,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz: 2.14e9,
  powerDbm: 15,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 0,
};
const PROJECT: ProjectDocument = { ...EMPTY_PROJECT, sectors: [SECTOR] };
const NAMES = { patterns: ['iso', 'tr38901'], engines: ['auto', 'sweep'] };
const change = (path: string, value: unknown) => checkedChange(path, value, PROJECT, NAMES);

describe('checkedChange', () => {
  it('takes a field of a sector, whatever the name of the sector', () => {
    expect(change('sectors.Market.North-A.azimuthDeg', 120)).toEqual({
      kind: 'sector',
      id: 'Market.North-A',
      patch: { azimuthDeg: 120 },
    });
    expect(change('sectors.Market.North-A.pattern', 'tr38901')).toMatchObject({ patch: { pattern: 'tr38901' } });
  });

  it('takes a setting', () => {
    expect(change('settings.maxDepth', 3)).toEqual({ kind: 'settings', patch: { maxDepth: 3 } });
    expect(change('settings.noiseFigureDb', 9)).toMatchObject({ patch: { noiseFigureDb: 9 } });
    expect(change('settings.load', 0.4)).toMatchObject({ patch: { load: 0.4 } });
    expect(change('settings.engine', 'sweep')).toEqual({ kind: 'settings', patch: { engine: 'sweep' } });
    expect(change('settings.diffraction', false)).toEqual({ kind: 'settings', patch: { diffraction: false } });
  });

  it.each([
    ['sectors.Nowhere.azimuthDeg', 1, /there is no sector "Nowhere"; there are Market\.North-A/],
    ['sectors.Market.North-A.azimuthDeg', 400, /400 is not a number from 0 to 359\.999/],
    ['sectors.Market.North-A.azimuthDeg', Number.NaN, /NaN is not a number/],
    ['sectors.Market.North-A.azimuthDeg', '12', /"12" is not a number/],
    ['sectors.Market.North-A.id', 'B', /"id" cannot be set; x, y, heightM/],
    ['sectors.Market.North-A.__proto__', {}, /"__proto__" cannot be set/],
    ['sectors.Market.North-A.pattern', 'none', /"none" is not one of iso, tr38901/],
    ['settings.constructor', 1, /"constructor" cannot be set/],
    ['settings.maxDepth', 2.5, /2\.5 is not a whole number from 0 to 7/],
    ['settings.load', 40, /40 is not a number from 0 to 1/],
    ['settings.noiseFigureDb', -1, /-1 is not a number from 0 to 50/],
    ['settings.reflection', 1, /1 is not true or false/],
    ['history', 1, /history is no path/],
    ['', 1, /is no path/],
  ])('refuses %s = %s in words', (path, value, words) => {
    expect(() => change(path, value)).toThrow(words);
  });
});
