import { invertSpd, type NormalEquations, normalEquations } from '../../algebra/dense-linear.ts';
import { badInput } from '../../units/errors.ts';
import { type FeatureTable, pickFeatures, selectFeatures } from './feature-table.ts';
import { penaltyErrors } from './ridge-strength.ts';
import { designMatrix, knownRows, type Standardisation, standardisationOf } from './standardise.ts';

/** Training cells of one sector: `features.count` of each array. */
export interface TrainingCells {
  readonly features: FeatureTable;
  /** Measured level [dBm]; NaN is left out. */
  readonly levelDbm: ArrayLike<number>;
  /** Positions in the scene frame [m], for blocks. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * What the sectors of a cluster have in common: coefficients on standardised features (intercept first) spread about a mean as
 * N(mean, spread). Plain numbers, so that it can be kept as JSON.
 */
export interface ClusterPrior {
  readonly names: readonly string[];
  readonly standardisation: Standardisation;
  /** Mean coefficient over the sectors [dB per standard deviation of the feature]. */
  readonly mean: readonly number[];
  /** Covariance between sectors, row-major [dB^2]. */
  readonly spread: readonly number[];
  /** Root mean square of the residuals of a cell [dB]. */
  readonly noiseDb: number;
  /** Cells that count as one, since shadowing makes neighbours alike. */
  readonly designEffect: number;
  readonly sectors: number;
}

export interface ClusterOptions {
  /** Candidates for the design effect, of which blocks of unseen training cells choose; 1, 2, 5, 10, 20. */
  readonly designEffects?: readonly number[];
  /** Rounds of the expectation-maximisation; 8. */
  readonly rounds?: number;
  /** Side of a block [m]; 100. */
  readonly blockM?: number;
  readonly seed?: number;
}

/** Spread [dB^2] that a coefficient, and the intercept, is thought to have before any sector has been seen, and how many sectors that counts. */
const FIRST_SPREAD = 4;
const FIRST_INTERCEPT_SPREAD = 100;
const FIRST_COUNTS = 3;
/** Share of the covariances between coefficients that is given up: fewer sectors than coefficients cannot tell them all. */
const DIAGONAL_SHARE = 0.1;
/** Spread [dB^2] below which no coefficient is held. */
const LEAST_SPREAD = 1e-4;

interface SectorSums extends NormalEquations {
  readonly squares: number;
  readonly cells: number;
}

/**
 * Empirical Bayes: the sectors' coefficients b_k ~ N(mu, T) with levels y = Z_k b_k + e, mu and T by expectation-maximisation over
 * all sectors' training cells (Efron and Morris 1973; EM as in Laird and Ware, Biometrics 38, 1982). The likelihood of a sector is
 * tempered by the design effect: d cells count as one. Each sector contributes to the mean that it is then shrunk towards. With one
 * sector it amounts to ridge.
 * @param cells training cells of every sector; all with the same features
 * @throws UserError('bad-input') when no sector has a cell, or features differ
 */
export function fitClusterPrior(cells: readonly TrainingCells[], options: ClusterOptions = {}): ClusterPrior {
  const names = cells[0]?.features.names ?? [];
  const trained = cells.map((c) => knownCells(c, names)).filter((c) => c.features.count > 0);
  if (trained.length === 0) throw badInput('No sector of the cluster has a measured cell with all features.');
  const standardisation = standardisationOf(trained.map((c) => c.features));
  const p = names.length + 1;
  const designs = trained.map((c) => designMatrix(c.features, standardisation));
  const sums = trained.map(({ levelDbm }, k): SectorSums => {
    const one = new Float64Array(levelDbm.length).fill(1);
    let squares = 0;
    for (let i = 0; i < levelDbm.length; i++) squares += levelDbm[i]! ** 2;
    return { ...normalEquations(designs[k]!, levelDbm, one, p), squares, cells: levelDbm.length };
  });
  const candidates = (options.designEffects ?? [1, 2, 5, 10, 20]).map((designEffect) => ({
    ...expectationMaximisation(sums, p, designEffect, options.rounds ?? 8),
    designEffect,
  }));
  const trialOptions = { blockM: options.blockM ?? 100, folds: 4, seed: options.seed ?? 1 };
  const errors = new Float64Array(candidates.length);
  if (candidates.length > 1) {
    for (const [k, c] of trained.entries()) {
      for (const [at, candidate] of candidates.entries()) {
        const trial = { design: designs[k]!, size: p, target: c.levelDbm, x: c.x, y: c.y, priorMean: candidate.mean };
        const found = penaltyErrors(trial, [clusterPenalty(candidate)], trialOptions);
        errors[at]! += found ? found[0]!.meanAbsoluteDb : 0;
      }
    }
  }
  const best = candidates[errors.indexOf(Math.min(...errors))]!;
  return {
    names,
    standardisation,
    mean: [...best.mean],
    spread: [...best.spread],
    noiseDb: best.noiseDb,
    designEffect: best.designEffect,
    sectors: trained.length,
  };
}

/** The prior as a penalty in cells (see `RidgeProblem`): designEffect noise^2 T^-1. */
export function clusterPenalty(prior: {
  readonly mean: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  readonly noiseDb: number;
  readonly designEffect: number;
}): Float64Array {
  const inverse = invertSpd(Float64Array.from(prior.spread), prior.mean.length);
  if (!inverse) throw badInput('The spread of this cluster is no covariance: fit the cluster again.');
  return inverse.map((v) => v * prior.designEffect * prior.noiseDb ** 2);
}

/** Rows with every feature and a level. */
export function knownCells(cells: TrainingCells, names: readonly string[]): TrainingCells & { levelDbm: Float64Array } {
  const selected = selectFeatures(cells.features, names);
  const rows = knownRows(selected, (i) => Number.isFinite(cells.levelDbm[i]!));
  const pick = (values: ArrayLike<number>) => Float64Array.from(rows, (i) => values[i]!);
  return { features: pickFeatures(selected, rows), levelDbm: pick(cells.levelDbm), x: pick(cells.x), y: pick(cells.y) };
}

function expectationMaximisation(
  sums: readonly SectorSums[],
  p: number,
  designEffect: number,
  rounds: number,
): { mean: Float64Array; spread: Float64Array; noiseDb: number } {
  const sectors = sums.length;
  const first = Float64Array.from({ length: p }, (_, j) => (j === 0 ? FIRST_INTERCEPT_SPREAD : FIRST_SPREAD));
  const mean = new Float64Array(p);
  // The first column of the design is 1, so the first entry of Z'y is the sum of the levels.
  mean[0] = sums.reduce((s, c) => s + c.vector[0]! / c.cells, 0) / sectors;
  let spread = new Float64Array(p * p);
  for (let j = 0; j < p; j++) spread[j * p + j] = first[j]!;
  let noise = 36;
  for (let round = 0; round < rounds; round++) {
    const precision = invertSpd(spread, p);
    if (!precision) throw new Error('The spread between sectors has lost its definiteness.');
    const coefficients: Float64Array[] = [];
    const next = new Float64Array(p * p);
    let squares = 0;
    let cells = 0;
    for (const sum of sums) {
      const share = 1 / (designEffect * noise);
      const variance = invertSpd(
        precision.map((v, at) => v + sum.matrix[at]! * share),
        p,
      );
      if (!variance) throw new Error('A sector has lost the definiteness of its coefficients.');
      const pull = Float64Array.from({ length: p }, (_, j) => {
        let g = sum.vector[j]!;
        for (let k = 0; k < p; k++) g -= sum.matrix[j * p + k]! * mean[k]!;
        return g * share;
      });
      const b = Float64Array.from({ length: p }, (_, j) => {
        let v = mean[j]!;
        for (let k = 0; k < p; k++) v += variance[j * p + k]! * pull[k]!;
        return v;
      });
      coefficients.push(b);
      for (let at = 0; at < p * p; at++) next[at]! += variance[at]!;
      squares += sum.squares + quadratic(sum, b, p);
      cells += sum.cells;
    }
    for (let j = 0; j < p; j++) {
      // The features' means are drawn to 0 as by one more sector in which they have no effect.
      mean[j] = coefficients.reduce((s, b) => s + b[j]!, 0) / (sectors + (j === 0 ? 0 : 1));
    }
    for (const b of coefficients) {
      for (let j = 0; j < p; j++) {
        for (let k = 0; k < p; k++) next[j * p + k]! += (b[j]! - mean[j]!) * (b[k]! - mean[k]!);
      }
    }
    spread = next.map((v, at) => {
      const j = Math.floor(at / p);
      if (at !== j * p + j) return ((1 - DIAGONAL_SHARE) * v) / (sectors + FIRST_COUNTS);
      return (v + FIRST_COUNTS * first[j]!) / (sectors + FIRST_COUNTS) + LEAST_SPREAD;
    });
    noise = Math.max(1e-6, squares / cells);
  }
  return { mean, spread, noiseDb: Math.sqrt(noise) };
}

/** b'Z'Zb - 2 b'Z'y, what the squared residuals are more than the squared levels. */
function quadratic(sum: NormalEquations, b: Float64Array, p: number): number {
  let out = 0;
  for (let j = 0; j < p; j++) {
    let row = -2 * sum.vector[j]!;
    for (let k = 0; k < p; k++) row += sum.matrix[j * p + k]! * b[k]!;
    out += b[j]! * row;
  }
  return out;
}
