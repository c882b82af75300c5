import { describe, expect, it } from 'vitest';
import { backendWords, sizeWords, stateWords, warningWords } from './model-words.ts';

const IDLE = { phase: 'refined', step: null } as const;

it.each([
  [{ bytes: 1_900_000, parameters: 941_000 }, '1.8 MB, 941 k parameters'],
  [{ bytes: 9_000_000, parameters: 2_100_000 }, '8.6 MB, 2.1 M parameters'],
  [{ bytes: 900, parameters: 26 }, '1 kB, 26 parameters'],
])('tells the size of %o', (model, words) => {
  expect(sizeWords(model)).toBe(words);
});

describe('stateWords', () => {
  it('follows a model from its download to where it runs', () => {
    const solving = { phase: 'solving', step: { words: 'reading the model', fraction: 0.125 } } as const;
    expect(stateWords({ state: 'available', backend: null }, IDLE)).toBe('Read when it is first used');
    expect(stateWords({ state: 'available', backend: null }, solving)).toBe('Reading the model: 13 %');
    expect(stateWords({ state: 'ready', backend: 'wasm (processor, 2 threads)' }, solving)).toBe(
      'Ready on WASM (processor, 2 threads)',
    );
    expect(stateWords({ state: 'refused', backend: null }, IDLE)).toBe('Refused');
  });
});

it('writes the names of what runs a network as people do', () => {
  expect(backendWords('webgpu, Some Card')).toBe('WebGPU, Some Card');
  expect(backendWords('cpu (float64)')).toBe('CPU (float64)');
});

it('leaves the name out of a warning on the card, and says how many sectors it is of', () => {
  const sentence = 'U-Net: distance 1801 m lies outside 0-900 m';
  expect(warningWords(sentence, 1, 'U-Net')).toBe('Distance 1801 m lies outside 0-900 m.');
  expect(warningWords(sentence, 2, 'U-Net')).toBe('Distance 1801 m lies outside 0-900 m; likewise 1 other sector.');
  expect(warningWords('The GPU was lost.', 9, 'U-Net')).toBe('The GPU was lost; likewise 8 other sectors.');
});
