import type { ListedLimits } from '../../planning/antennas/listed-limits.ts';
import type { RoofRule } from '../../planning/candidates/roof-candidates.ts';
import type { CellWeighting } from '../../planning/coverage/cell-weights.ts';
import type { CoverageTargets } from '../../planning/coverage/coverage-targets.ts';
import {
  type AntennaSetup,
  DEFAULT_SETUP,
  type NetworkSetup,
  type ObjectiveSetup,
  PLACES_FROM,
  type PointedSite,
  type SiteSetup,
} from '../../planning/network-setup.ts';
import type { JsonFields } from './json-fields.ts';
import { choiceOf } from './scenario-fields.ts';

const WEIGHINGS: readonly CellWeighting['kind'][] = ['area', 'users', 'population'];

/** Farthest from the scene's origin, and the highest mast [m]. */
const FARTHEST_M = 1e7;
const HIGHEST_M = 1e4;

/**
 * What planning asks of a network, as a project keeps it (docs/formats.md). What is left out is as planning has it; fields that this
 * program does not know are passed over.
 * @throws UserError('bad-input') with the place, the value and the rule
 */
export function networkSetup(at: JsonFields): NetworkSetup {
  return {
    objective: at.has('objective') ? objective(at.object('objective')) : DEFAULT_SETUP.objective,
    antennas: at.has('antennas') ? antennas(at.object('antennas')) : DEFAULT_SETUP.antennas,
    sites: at.has('sites') ? sites(at.object('sites')) : DEFAULT_SETUP.sites,
  };
}

function objective(at: JsonFields): ObjectiveSetup {
  const { targets, weighBy, cellSizeM } = DEFAULT_SETUP.objective;
  return {
    targets: at.has('targets') ? targetsOf(at.object('targets')) : targets,
    weighBy: choiceOf(at, 'weighBy', WEIGHINGS, weighBy),
    cellSizeM: numberOf(at, 'cellSizeM', 0.1, 1e4, cellSizeM),
  };
}

function targetsOf(at: JsonFields): CoverageTargets {
  const usual = DEFAULT_SETUP.objective.targets;
  return {
    rsrpDbm: numberOf(at, 'rsrpDbm', -160, 0, usual.rsrpDbm),
    sinrDb: numberOf(at, 'sinrDb', -40, 60, usual.sinrDb),
    rsrpWeight: numberOf(at, 'rsrpWeight', 0, 1e6, usual.rsrpWeight),
    sinrWeight: numberOf(at, 'sinrWeight', 0, 1e6, usual.sinrWeight),
    load: numberOf(at, 'load', 0, 1, usual.load),
    noiseFigureDb: numberOf(at, 'noiseFigureDb', 0, 50, usual.noiseFigureDb),
  };
}

function antennas(at: JsonFields): AntennaSetup {
  const usual = DEFAULT_SETUP.antennas;
  return {
    sectors: at.has('sectors') && !at.isNull('sectors') ? at.texts('sectors') : null,
    limits: at.has('limits') && !at.isNull('limits') ? limits(at.object('limits')) : null,
    tiltDeg: at.has('tiltDeg') ? tilts(at) : usual.tiltDeg,
    azimuthRangeDeg: numberOf(at, 'azimuthRangeDeg', 0, 180, usual.azimuthRangeDeg),
    tiltStepDeg: numberOf(at, 'tiltStepDeg', 0.01, 180, usual.tiltStepDeg),
    azimuthStepDeg: numberOf(at, 'azimuthStepDeg', 0.01, 180, usual.azimuthStepDeg),
    starts: at.has('starts') ? at.whole('starts', 1, 1000) : usual.starts,
    seed: at.has('seed') ? at.whole('seed', 0, 2 ** 32 - 1) : usual.seed,
  };
}

function tilts(at: JsonFields): readonly [number, number] {
  const [low, high] = at.numbers('tiltDeg', 2) as [number, number];
  if (low < -90 || high > 90 || low > high) throw at.refuse('tiltDeg', 'two tilts from -90 to 90, the lower first');
  return [low, high];
}

function limits(at: JsonFields): ListedLimits {
  const sectors = at.objects('sectors').map((sector) => {
    const [low, high, ...more] = sector.list('tiltDeg').map((tilt) => {
      if (tilt === null || (typeof tilt === 'number' && tilt >= -180 && tilt <= 180)) return tilt;
      throw sector.refuse('tiltDeg', 'two tilts from -180 to 180, null where it is that of all');
    });
    if (low === undefined || high === undefined || more.length > 0)
      throw sector.refuse('tiltDeg', 'a list of two tilts');
    const tiltDeg = [low, high] as const;
    const azimuthRangeDeg = sector.isNull('azimuthRangeDeg') ? null : sector.number('azimuthRangeDeg', 0, 180);
    return { id: sector.text('id'), tiltDeg, azimuthRangeDeg };
  });
  return { name: at.text('name'), sectors };
}

function sites(at: JsonFields): SiteSetup {
  const usual = DEFAULT_SETUP.sites;
  return {
    from: choiceOf(at, 'from', PLACES_FROM, usual.from),
    rule: at.has('rule') ? roofs(at.object('rule')) : usual.rule,
    points: at.has('points') ? points(at) : usual.points,
    likeId: at.has('likeId') && !at.isNull('likeId') ? at.text('likeId') : null,
    azimuthsDeg: at.has('azimuthsDeg') ? bearings(at) : usual.azimuthsDeg,
    choose: at.has('choose') ? at.whole('choose', 1, 1000) : usual.choose,
  };
}

function roofs(at: JsonFields): RoofRule {
  const usual = DEFAULT_SETUP.sites.rule;
  const leastRoofM = numberOf(at, 'leastRoofM', 0, HIGHEST_M, usual.leastRoofM);
  return {
    spacingM: numberOf(at, 'spacingM', 1, 1e5, usual.spacingM),
    leastRoofM,
    mostRoofM: numberOf(at, 'mostRoofM', leastRoofM, HIGHEST_M, Math.max(leastRoofM, usual.mostRoofM)),
    apartM: numberOf(at, 'apartM', 0, 1e5, usual.apartM),
    mastM: numberOf(at, 'mastM', 0, HIGHEST_M, usual.mastM),
  };
}

function points(at: JsonFields): readonly PointedSite[] {
  const places = at.objects('points').map((place) => ({
    id: place.text('id'),
    x: place.number('x', -FARTHEST_M, FARTHEST_M),
    y: place.number('y', -FARTHEST_M, FARTHEST_M),
    heightM: place.number('heightM', 0, HIGHEST_M),
  }));
  const twin = places.find(({ id }, i) => places.findIndex((other) => other.id === id) < i);
  if (twin) throw at.refuse('points', `free of twins ("${twin.id}" is there twice)`);
  return places;
}

function bearings(at: JsonFields): readonly number[] {
  const degrees = at.numbers('azimuthsDeg');
  if (degrees.length > 0 && degrees.every((value) => value >= 0 && value < 360)) return degrees;
  throw at.refuse('azimuthsDeg', 'bearings from 0 to below 360, one at least');
}

function numberOf(at: JsonFields, key: string, min: number, max: number, usual: number): number {
  return at.has(key) ? at.number(key, min, max) : usual;
}
