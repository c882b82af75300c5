import { expect, it } from 'vitest';
import { modelFacts } from '../../testing/model-facts.ts';
import { trainableModels } from './trainable-models.ts';

it('offers what can be trained, and says of the others why not', () => {
  const { choices, fallback } = trainableModels([
    modelFacts({ id: 'mpnn', name: 'MPNN' }),
    modelFacts({ id: 'unet', name: 'U-Net', trainable: true }),
    modelFacts({ id: 'unet-1234', name: 'U-Net trained to A', trainedTo: ['A'] }),
  ]);
  expect(fallback).toBe('unet-m2m');
  expect(choices).toEqual([
    { value: 'unet', label: 'U-Net', disabled: false },
    { value: 'mpnn', label: 'MPNN: has no training step', disabled: true },
    { value: 'unet-1234', label: 'U-Net trained to A: trained already', disabled: true },
  ]);
});
