import type { PaletteName } from '../results/value-scale.ts';

export const PALETTE_TITLES: Readonly<Record<PaletteName, string>> = {
  cividis: 'Cividis',
  'green-yellow-red': 'Green to red',
  magma: 'Magma',
  'blue-orange': 'Blue to orange',
};
