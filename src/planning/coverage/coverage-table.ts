import type { ClassRaster } from '../../scene/scene.ts';
import { type CoverageFigures, coverageFigures, type NetworkLayers, weightOfClass } from './coverage-figures.ts';
import type { CoverageTargets } from './coverage-targets.ts';

/** What a line of a coverage table is of. */
export const COVERAGE_LINES = ['area', 'users', 'population', 'class'] as const;
type CoverageLineKind = (typeof COVERAGE_LINES)[number];

export interface CoverageLine {
  /** Name of the maps. */
  readonly map: string;
  readonly of: CoverageLineKind;
  /** Name of the class; of the whole what it is a share of. */
  readonly name: string;
  readonly figures: CoverageFigures;
}

/** What is counted, all by cell of one grid. */
export interface CoverageWeights {
  /** Outdoors [m2]; classes are parts of it. */
  readonly area: Float64Array;
  /** Relative to one another; null where nothing tells where users are. */
  readonly users: Float64Array | null;
  /** Persons; null without a raster of them. */
  readonly population: Float64Array | null;
  /** Land use or clutter on the same grid; null without. */
  readonly classes: ClassRaster | null;
}

/** A network's coverage of the area, of users, of people and class by class; classes without a cell outdoors have no line. */
export function coverageTable(
  map: string,
  layers: NetworkLayers,
  { area, users, population, classes }: CoverageWeights,
  targets: CoverageTargets,
): CoverageLine[] {
  const line = (of: CoverageLineKind, name: string, weight: Float64Array): CoverageLine => ({
    map,
    of,
    name,
    figures: coverageFigures(layers, weight, targets),
  });
  const byClass = (classes?.names ?? [])
    .map((name, code) => line('class', name, weightOfClass(area, classes!.classes, code)))
    .filter(({ figures }) => figures.weight > 0);
  return [
    line('area', 'area outdoors', area),
    ...(users ? [line('users', 'users', users)] : []),
    ...(population ? [line('population', 'people', population)] : []),
    ...byClass,
  ];
}
