/** What a method of a study is, from the plainest. */
export type MethodFamily = 'plain' | 'traced' | 'learned' | 'combined';

export const STUDY_METHODS = [
  'constant',
  'log-distance',
  'log-distance-pattern',
  'inverse-distance',
  'kriging',
  'rt',
  'rt-a',
  'rt-am',
  'rt-amv',
  'tuned',
  'dl',
  'dl-c',
  'informed',
  'scene-residual',
  'rt-residual',
  'dl-residual',
  'informed-residual',
  'shared-residual',
  'pooled-trees',
  'given',
  'given-residual',
] as const;
export type StudyMethodId = (typeof STUDY_METHODS)[number];

/** Whether a row is of maps that somebody else made, and so can only be had where these are given. */
export function needsGivenMap(method: StudyMethodId): boolean {
  return method === 'given' || method === 'given-residual';
}

export interface MethodWords {
  readonly label: string;
  readonly family: MethodFamily;
  /** What the row is and where its levels come from. */
  readonly note: string;
}

const FIELD =
  'Universal kriging: a mean linear in the map beneath and in what the scene says of a place, and a Gaussian field of what it leaves, cross-fitted in blocks.';

export const METHOD_WORDS: Readonly<Record<StudyMethodId, MethodWords>> = {
  constant: {
    label: 'constant',
    family: 'plain',
    note: 'One level for the whole sector: the median of the training cells.',
  },
  'log-distance': {
    label: 'log-distance',
    family: 'plain',
    note: 'A line over the logarithm of distance, by robust least squares. No city.',
  },
  'log-distance-pattern': {
    label: 'log-distance + pattern',
    family: 'plain',
    note: 'The same line and a share of the listed antenna pattern. No city.',
  },
  'inverse-distance': {
    label: 'inverse distance',
    family: 'plain',
    note: 'Mean of the 8 nearest training cells, weighted by the inverse of their distance. No city, no antenna.',
  },
  kriging: {
    label: 'residual kriging',
    family: 'plain',
    note: 'Log-distance with pattern, and a Gaussian field of what it leaves. No city.',
  },
  rt: {
    label: 'RT as listed',
    family: 'traced',
    note: "The sweep's level with antenna and materials as listed: nothing is fitted.",
  },
  'rt-a': { label: 'RT-A', family: 'traced', note: 'The sweep with azimuth, beamwidths and gain fitted.' },
  'rt-am': { label: 'RT-AM', family: 'traced', note: 'The sweep with antenna and materials fitted.' },
  'rt-amv': {
    label: 'RT-AMv',
    family: 'traced',
    note: 'The same in the vectorised form, by Adam: embeddings and read-out vectors of length 5.',
  },
  tuned: {
    label: 'tuned level',
    family: 'combined',
    note: "Ridge least squares on the sweep's map as listed and on what the scene says of a place.",
  },
  dl: {
    label: 'DL zero-shot',
    family: 'learned',
    note: 'A learned predictor as shipped: it has seen no measurement of this site. Outdoors only.',
  },
  'dl-c': {
    label: 'DL-C',
    family: 'learned',
    note: 'The same predictor, all its weights and grids of the site trained on the training cells.',
  },
  informed: {
    label: 'RT-informed DL',
    family: 'learned',
    note: 'A learned predictor that sees a coarse map of the sweep, as shipped: it has seen no measurement of this site. Outdoors only.',
  },
  'scene-residual': {
    label: 'scene + residual',
    family: 'combined',
    note: `${FIELD} Here without any map beneath: what the maps add is the difference to this row.`,
  },
  'rt-residual': { label: 'RT + residual', family: 'combined', note: `${FIELD} Here on the sweep's map as listed.` },
  'dl-residual': {
    label: 'DL + residual',
    family: 'combined',
    note: `${FIELD} Here on the map of the learned predictor as shipped.`,
  },
  'informed-residual': {
    label: 'RT-informed DL + residual',
    family: 'combined',
    note: `${FIELD} Here on the map of the predictor that sees a coarse sweep.`,
  },
  'shared-residual': {
    label: 'RT + residual of all sectors',
    family: 'combined',
    note: 'RT + residual, and what the training cells of the other sectors say of each place: sectors share shadowing. Where whole areas are held out, no cell of any sector there is seen.',
  },
  'pooled-trees': {
    label: 'trees of all sectors',
    family: 'combined',
    note: 'Residual kriging, corrected by boosted trees that learned from the training cells of all sectors what kriging gets wrong, by what is around a cell and by the scene. Where whole areas are held out, no cell of any sector there is seen.',
  },
  given: {
    label: 'given map',
    family: 'combined',
    note: 'A map of another source as it was given: of another tool, of a network trained elsewhere.',
  },
  'given-residual': {
    label: 'given map + residual',
    family: 'combined',
    note: 'A straight line of the given map, and a Gaussian field of what it leaves.',
  },
};
