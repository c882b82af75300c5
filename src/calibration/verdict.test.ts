import { describe, expect, it } from 'vitest';
import { type CellErrors, DEFAULT_CALIBRATION, type FittedParameter, type NamedErrors } from './report.ts';
import { verdict } from './verdict.ts';

const errors = (covered: number, coveredCells = 100): CellErrors => ({
  covered,
  all: covered + 1,
  coveredCells,
  allCells: 100,
});
const named = (name: string, mae: number): NamedErrors => ({ name, train: errors(mae), validation: errors(mae) });
const parameter = (change: Partial<FittedParameter> = {}): FittedParameter => ({
  key: 'azimuth',
  label: 'Azimuth',
  unit: 'deg',
  group: 'antenna',
  prior: 40,
  fit: 44,
  interval: [41, 47],
  curvatureInterval: [43, 45],
  identified: true,
  atBound: false,
  note: '',
  ...change,
});

type Judged = Parameters<typeof verdict>[0];
const sound: Judged = {
  options: { ...DEFAULT_CALIBRATION, split: { ...DEFAULT_CALIBRATION.split, kind: 'blocks' } },
  cells: { measured: 1000, train: 700, validation: 300, indoorMasked: 0, uncovered: 0 },
  parameters: [parameter()],
  conditionNumber: 10,
  before: errors(11),
  train: errors(5),
  validation: { minimum: errors(5.2), last: errors(5.4), selected: errors(5.3) },
  withField: null,
  baselines: [
    named('constant', 8),
    named('log-distance', 7),
    named('log-distance + pattern', 6),
    named('inverse distance', 5.5),
    named('residual kriging', 5.4),
  ],
  selection: { accountedFor: false, contestedShare: 0, contestedBiasDb: null, freeBiasDb: null, sentence: '' },
};
const said = (change: Partial<Judged>) => {
  const { trust, sentences } = verdict({ ...sound, ...change });
  return { trust, text: sentences.join(' ').replaceAll('\u00a0', ' ') };
};

describe('the verdict', () => {
  it('is good where the fit beats what needs no city and the data tell its parameters', () => {
    const { trust, text } = said({});
    expect(trust).toBe('good');
    expect(text).toMatch(/from 11\.0 dB to 5\.3 dB, and the data support the fit/);
  });

  it.each<[string, Partial<Judged>, RegExp]>([
    [
      'a formula does better',
      { baselines: [named('constant', 8), named('log-distance', 5)] },
      /Log-distance does better/,
    ],
    ['a parameter is not told', { parameters: [parameter({ identified: false })] }, /do not tell azimuth/],
    ['a parameter is at its bound', { parameters: [parameter({ atBound: true })] }, /end of what makes sense: azimuth/],
    ['cells are few', { cells: { ...sound.cells, train: 12 } }, /12 training cells are few/],
    ['coverage is poor', { validation: { ...sound.validation, selected: errors(5, 40) } }, /Only 40 %/],
    ['cells were learned by heart', { train: errors(2) }, /learned by heart/],
    ['parameters trade', { conditionNumber: 1e8 }, /cannot be told apart/],
  ])('is cautious where %s', (_, change, words) => {
    const { trust, text } = said(change);
    expect(trust).toBe('caution');
    expect(text).toMatch(words);
  });

  it('does not trust a fit that a constant equals, nor one without a covered cell', () => {
    expect(said({ baselines: [named('constant', 5)] }).trust).toBe('none');
    const none = { covered: null, all: 30, coveredCells: 0, allCells: 100 };
    expect(said({ validation: { minimum: none, last: none, selected: none } }).trust).toBe('none');
  });

  it('names interpolation where it is the better map, unless the field has made up for it', () => {
    const worse = { ...sound.validation, selected: errors(5.9) };
    expect(said({ validation: worse }).text).toMatch(/residual kriging\) gets 5\.4 dB/);
    expect(said({ validation: worse, withField: named('with residual field', 5.1) }).text).not.toMatch(/kriging/);
  });

  it('warns that a random split flatters', () => {
    expect(said({ options: DEFAULT_CALIBRATION }).text).toMatch(/drawn at random/);
  });
});
