/**
 * The predictor that is trained to a site, and asked beside it, unless another is chosen. One that learned measurements, if only virtual ones, begins
 * nearer to those of a site than one that learned the engine's maps.
 */
export const DEFAULT_MODEL = 'unet-m2m';
