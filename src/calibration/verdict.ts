import type { CellErrors, FittedParameter, NamedErrors, SectorReport, Verdict } from './report.ts';

type Judged = Pick<
  SectorReport,
  | 'options'
  | 'cells'
  | 'parameters'
  | 'conditionNumber'
  | 'before'
  | 'train'
  | 'validation'
  | 'withField'
  | 'baselines'
  | 'selection'
>;

/** A held-out error above that on the training cells by more than this shows a fit that learned its cells by heart [dB]. */
const OVERFIT_DB = 1.5;
/** Less coverage than this leaves too much to the policy for uncovered cells. */
const LEAST_COVERAGE = 0.6;
/** Beyond this the data cannot tell the parameters apart. */
const ILL_CONDITIONED = 1e6;
/** Cells per parameter that a fit should rest on. */
const CELLS_PER_PARAMETER = 20;

/**
 * Whether the calibration is to be trusted, in words: the held-out error against the plain predictors that need no engine, what the data
 * could not tell, and what the split hides.
 */
export function verdict(of: Judged): Verdict {
  const error = of.validation.selected.covered;
  if (error === null)
    return { trust: 'none', sentences: ['No held-out cell is covered, so nothing can be said about the fit.'] };
  const reasons: string[] = [];
  let trust: Verdict['trust'] = 'good';
  const worse = (to: Verdict['trust'], reason: string) => {
    reasons.push(reason);
    if (to === 'none' || trust === 'good') trust = to;
  };
  const best = (names: readonly string[]) =>
    of.baselines.filter(({ name }) => names.includes(name)).sort(byError)[0] ?? null;
  const constant = best(['constant'])?.validation.covered ?? Number.POSITIVE_INFINITY;
  const plain = best(['log-distance', 'log-distance + pattern']);
  const neighbours = best(['inverse distance', 'residual kriging']);
  if (error >= constant)
    worse('none', `A constant level does as well (${db(constant)}): the fit says nothing about where the signal goes.`);
  else if (plain?.validation.covered != null && error > plain.validation.covered)
    worse('caution', `${capital(plain.name)} does better without any city (${db(plain.validation.covered)}).`);
  const corrected = of.withField?.validation.covered ?? error;
  if (neighbours?.validation.covered != null && corrected > neighbours.validation.covered)
    reasons.push(
      `Interpolating the measured neighbours (${neighbours.name}) gets ${db(neighbours.validation.covered)} on the same cells: between measured streets it is the better map${of.withField ? '' : ', unless the residual field is put on top of the engine'}; away from them it knows nothing.`,
    );
  judgeParameters(of, worse);
  const coverage = share(of.validation.selected);
  if (coverage < LEAST_COVERAGE)
    worse(
      'caution',
      `Only ${Math.round(100 * coverage)}\u00a0% of the held-out cells are covered; the error holds for those.`,
    );
  if (of.train.covered !== null && error > of.train.covered + OVERFIT_DB)
    worse(
      'caution',
      `The held-out error is ${db(error - of.train.covered)} above that of the fitted cells: part of the fit is learned by heart.`,
    );
  if (of.options.split.kind === 'random')
    reasons.push(
      'Held-out cells were drawn at random and lie between fitted ones; the error in streets nobody measured is larger. Split by blocks to see it.',
    );
  return { trust, sentences: [headline(trust, of.before, error), ...reasons] };
}

function headline(trust: Verdict['trust'], before: CellErrors | null, error: number): string {
  const change =
    before?.covered != null
      ? `The held-out error goes from ${db(before.covered)} to ${db(error)}`
      : `The held-out error is ${db(error)}`;
  if (trust === 'good') return `${change}, and the data support the fit.`;
  if (trust === 'caution') return `${change}; use it with the cautions below.`;
  return `${change}, and the fit is not to be trusted.`;
}

function judgeParameters(of: Judged, worse: (to: Verdict['trust'], reason: string) => void): void {
  const { cells } = of;
  // Coefficients of a ridge are a means, not findings: what they predict was judged above.
  const parameters = of.parameters.filter(({ group }) => group !== 'tuned');
  const named = (list: readonly FittedParameter[]) => list.map(({ label }) => label.toLowerCase()).join(', ');
  if (parameters.length > 0 && cells.train < CELLS_PER_PARAMETER * parameters.length)
    worse('caution', `${cells.train} training cells are few for ${parameters.length} parameters.`);
  const antenna = parameters.filter(({ group, identified }) => group === 'antenna' && !identified);
  if (antenna.length > 0) worse('caution', `The data do not tell ${named(antenna)}: its value is not a finding.`);
  const others = parameters.filter(({ group, identified }) => group !== 'antenna' && !identified);
  if (others.length > 0)
    worse(
      'caution',
      others.length > 4
        ? `${others.length} of ${parameters.length} parameters are not told by the data and stay near their priors.`
        : `Not told by the data, and near their priors: ${named(others)}.`,
    );
  const bound = parameters.filter(({ atBound }) => atBound);
  if (bound.length > 0)
    worse(
      'caution',
      `At or beyond the end of what makes sense: ${named(bound)}. Something else is wrong there, such as power, position or height.`,
    );
  if (of.conditionNumber !== null && of.conditionNumber > ILL_CONDITIONED)
    worse('caution', 'Some parameters cannot be told apart by these data (see the correlations).');
}

function byError(a: NamedErrors, b: NamedErrors): number {
  return (a.validation.covered ?? Number.POSITIVE_INFINITY) - (b.validation.covered ?? Number.POSITIVE_INFINITY);
}

function share({ coveredCells, allCells }: CellErrors): number {
  return allCells > 0 ? coveredCells / allCells : 0;
}

function db(value: number): string {
  return `${value.toFixed(1)}\u00a0dB`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
