import { describe, expect, it } from 'vitest';
import { findTerms } from './find-terms.ts';
import { HELP_TERMS } from './terms.ts';

const names = (text: string) => findTerms(HELP_TERMS, text).map(({ term }) => term);

describe('help terms', () => {
  it('are each there once and say what they mean', () => {
    expect(new Set(HELP_TERMS.map(({ term }) => term)).size).toBe(HELP_TERMS.length);
    for (const { meaning } of HELP_TERMS) expect(meaning.endsWith('.')).toBe(true);
  });

  it('are found by name, by abbreviation and by other words', () => {
    expect(names('rsrp')[0]).toBe('RSRP');
    expect(names('beamwidth')[0]).toBe('HPBW');
    expect(names('neural network')).toEqual(['Predictor']);
  });

  it('put the name before a mention', () => {
    expect(names('residual')[0]).toBe('Residual');
    expect(names('residual').length).toBeGreaterThan(1);
  });

  it('are all there before anything is typed, and none for what is unknown', () => {
    expect(names(' ')).toHaveLength(HELP_TERMS.length);
    expect(names('xylophone')).toEqual([]);
  });
});
