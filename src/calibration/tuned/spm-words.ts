import { clutterWords } from './feature-words.ts';

/** What a coefficient of the standard propagation model is called, its unit and what may be asked of it. */
export interface SpmWords {
  readonly label: string;
  readonly unit: string;
  readonly note: string;
}

const OFFSETS = 'From one antenna height, K1, K3 and K6 cannot be told apart: the priors share them out.';
const SLOPES = 'From one antenna height, K2 and K5 cannot be told apart: the priors share them out.';

const WORDS: Readonly<Record<string, SpmWords>> = {
  K1: { label: 'Offset', unit: 'dB', note: `K1. ${OFFSETS}` },
  K2: { label: 'Distance slope', unit: 'dB/decade', note: `K2: loss for ten times the distance. ${SLOPES}` },
  K3: { label: 'Antenna height', unit: 'dB/decade', note: `K3: loss for ten times the antenna’s height. ${OFFSETS}` },
  K4: { label: 'Share of diffraction', unit: '1', note: 'K4: what a decibel of loss over roofs counts for.' },
  K5: {
    label: 'Distance slope by antenna height',
    unit: 'dB/decade^2',
    note: `K5: change of the slope for ten times the antenna’s height. ${SLOPES}`,
  },
  K6: { label: 'Receiver height', unit: 'dB/m', note: `K6: loss for each metre of the receiver’s height. ${OFFSETS}` },
  pattern: {
    label: 'Share of listed pattern',
    unit: '1',
    note: 'Less than 1 where streets bring power round the corner.',
  },
};

/** Words of a coefficient by its name in an SpmModel: K1 to K6, `pattern`, `clutter:<class>`; others keep their name, in dB. */
export function spmWords(name: string): SpmWords {
  const known = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (known) return known;
  const clutter = name.startsWith('clutter:') ? clutterWords(name.slice('clutter:'.length)) : null;
  return { label: clutter?.label ?? name, unit: 'dB', note: clutter?.note ?? '' };
}
