import type { PathCache } from '../../propagation/path-cache.ts';
import { NO_BUILDING, PATH_EVENT } from '../../propagation/path-cache.ts';
import { pathsForAntennas } from '../../propagation/select-paths.ts';
import { transmitSlant } from '../../radio/antenna.ts';
import type { ParametricPattern } from '../../radio/antenna-pattern.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import { type MaterialOverrides, materialAt } from '../../radio/materials.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { mathFromBearing, radians } from '../../units/angle.ts';
import { ANTENNA_COLUMNS, type AntennaState } from '../model/antenna-response.ts';
import { ForwardModel, type ModelState, SURFACE_COLUMNS } from '../model/forward-model.ts';
import type { SurfaceState } from '../model/surface-tables.ts';
import { type Parameter, toCoordinate, toValue, valueSlope } from './parameter.ts';
import {
  antennaParameters,
  buildingParameters,
  materialParameters,
  parametricStart,
  wallParameters,
} from './parameter-table.ts';

/** What a calibration of the antenna and the city lets go. */
export interface PhysicalChoice {
  /** The four of the paper are always free; these are added. */
  readonly tilt: boolean;
  readonly caps: boolean;
  /** Permittivity and conductivity of every material. */
  readonly materials: boolean;
  /** Extra losses by kind of wall. */
  readonly walls: boolean;
  /** Permittivity of single buildings, where enough paths touch them. */
  readonly buildings: boolean;
}

export const ANTENNA_ONLY: PhysicalChoice = {
  tilt: false,
  caps: false,
  materials: false,
  walls: false,
  buildings: false,
};

/** A building with fewer effective contributions than this keeps its material's values. */
const LEAST_CONTRIBUTIONS = 50;

export interface SectorPaths {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly cache: PathCache;
  /** Thickness of walls and roofs whose material has none of its own [m]. */
  readonly wallThicknessM: number;
  /** Values that the cache was recorded with, where they are not those of ITU-R P.2040. */
  readonly materials?: MaterialOverrides;
}

/** A sector's cached paths as a function of fit coordinates. */
export class PhysicalModel {
  readonly parameters: readonly Parameter[];
  readonly cellCount: number;
  /** Names of the surfaces: materials, then `material@building`. */
  readonly surfaceNames: readonly string[];
  readonly #start: { readonly antenna: AntennaState; readonly surfaces: readonly SurfaceState[] };
  readonly #model: ForwardModel;
  readonly #needsEvents: boolean;

  constructor(of: SectorPaths, choice: PhysicalChoice) {
    const { scene, sector } = of;
    const pattern = parametricStart(sector.pattern);
    const surfaces = of.cache.materials.map((name): SurfaceState => surfaceState(of, name));
    const own = choice.buildings ? ownBuildings(of) : [];
    const firstOwn = surfaces.length;
    const buildings = own.map((index, k) => ({
      id: scene.buildings[index]!.id,
      material: scene.buildings[index]!.wallMaterial,
      surface: firstOwn + k,
    }));
    const all = [...surfaces, ...buildings.map(({ material }) => surfaces[of.cache.materials.indexOf(material)]!)];
    const names = of.cache.materials;
    this.#needsEvents = choice.materials || choice.walls || choice.buildings;
    this.surfaceNames = [...names, ...buildings.map(({ id, material }) => `${material}@${id}`)];
    this.parameters = [
      ...antennaParameters(sector, pattern, choice),
      ...(choice.materials ? materialParameters(names, surfaces) : []),
      ...(choice.walls ? wallParameters(names) : []),
      ...buildingParameters(buildings, all),
    ];
    this.#start = { antenna: antennaState(sector, pattern), surfaces: all };
    const cache = this.#needsEvents ? of.cache : pathsForAntennas(of.cache);
    this.cellCount = cache.cellCount;
    this.#model = new ForwardModel(cache, {
      referenceDbm: resourceElementDbm(sector),
      frequencyHz: sector.frequencyHz,
      surfaces: all.length,
      ...(own.length > 0 ? { surfaceOf: surfaceOfEvents(cache, own, firstOwn) } : {}),
    });
  }

  /** The values before the fit, as coordinates. */
  start(): Float64Array {
    return Float64Array.from(this.parameters, (p) => toCoordinate(p, p.start));
  }

  values(coordinates: ArrayLike<number>): number[] {
    return this.parameters.map((p, j) => toValue(p, coordinates[j]!));
  }

  /** The antenna and surfaces that the coordinates mean. */
  stateAt(coordinates: ArrayLike<number>): ModelState {
    const columns = new Map<number, number>();
    this.parameters.forEach((p, j) => {
      columns.set(p.column, toValue(p, coordinates[j]!));
    });
    const at = (column: number, otherwise: number, scale = 1) => {
      const value = columns.get(column);
      return value === undefined ? otherwise : value * scale;
    };
    const { antenna, surfaces } = this.#start;
    const azimuth = columns.get(0);
    return {
      antenna: {
        azimuthRad: azimuth === undefined ? antenna.azimuthRad : mathFromBearing(azimuth),
        downtiltRad: at(1, antenna.downtiltRad, Math.PI / 180),
        horizontalBeamwidthRad: at(2, antenna.horizontalBeamwidthRad, Math.PI / 180),
        verticalBeamwidthRad: at(3, antenna.verticalBeamwidthRad, Math.PI / 180),
        peakGainDbi: at(4, antenna.peakGainDbi),
        frontToBackDb: at(5, antenna.frontToBackDb),
        sideLobeDb: at(6, antenna.sideLobeDb),
        slantRad: antenna.slantRad,
      },
      surfaces: this.#needsEvents
        ? surfaces.map((s, k) => surfaceAt(s, ANTENNA_COLUMNS + SURFACE_COLUMNS * k, at))
        : null,
    };
  }

  /** Levels [dBm] of all cells, and their derivatives by the coordinates where `jacobian` (cells x parameters) is given. */
  evaluate(coordinates: ArrayLike<number>, jacobian: Float64Array | null): Float64Array {
    const state = this.stateAt(coordinates);
    if (!jacobian) return this.#model.levels(state);
    const m = this.parameters.length;
    const chain = this.parameters.map((p, j) => p.columnPerUnit * valueSlope(p, coordinates[j]!));
    const columns = this.parameters.map((p) => p.column);
    const levels = new Float64Array(this.cellCount);
    this.#model.visit(state, (cell, level, gradient) => {
      levels[cell] = level;
      for (let j = 0; j < m; j++) jacobian[cell * m + j] = gradient[columns[j]!]! * chain[j]!;
    });
    return levels;
  }
}

function antennaState(sector: Sector, pattern: ParametricPattern): AntennaState {
  return {
    azimuthRad: mathFromBearing(sector.azimuthDeg),
    downtiltRad: radians(sector.downtiltDeg),
    horizontalBeamwidthRad: radians(pattern.horizontalBeamwidthDeg),
    verticalBeamwidthRad: radians(pattern.verticalBeamwidthDeg),
    peakGainDbi: pattern.peakGainDbi,
    frontToBackDb: pattern.frontToBackDb,
    sideLobeDb: pattern.sideLobeDb,
    slantRad: transmitSlant(sector.polarisation),
  };
}

function surfaceState(of: SectorPaths, name: string): SurfaceState {
  const override = of.materials?.[name];
  const { relativePermittivity, conductivitySm } = override ?? materialAt(name, of.sector.frequencyHz);
  return {
    relativePermittivity,
    conductivitySm,
    thicknessM: of.scene.thicknessM[name] ?? of.wallThicknessM,
    reflectionLossDb: override?.reflectionLossDb ?? 0,
    transmissionLossDb: override?.transmissionLossDb ?? 0,
  };
}

function surfaceAt(s: SurfaceState, first: number, at: (column: number, otherwise: number) => number): SurfaceState {
  return {
    relativePermittivity: at(first, s.relativePermittivity),
    conductivitySm: at(first + 1, s.conductivitySm),
    thicknessM: s.thicknessM,
    reflectionLossDb: at(first + 2, s.reflectionLossDb),
    transmissionLossDb: at(first + 3, s.transmissionLossDb),
  };
}

/**
 * Buildings whose walls enough paths touch: a contribution counts with its share of its cell's power, so that a building seen by
 * negligible paths alone is not let go.
 */
function ownBuildings({ scene, cache }: SectorPaths): number[] {
  const effective = new Float64Array(scene.buildings.length);
  for (let c = 0; c < cache.cellCount; c++) {
    let total = 0;
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) total += cache.gainTT[i]! + cache.gainPP[i]!;
    for (let i = cache.cellStart[c]!; i < cache.cellStart[c + 1]!; i++) {
      const share = (cache.gainTT[i]! + cache.gainPP[i]!) / total;
      for (let e = cache.eventStart[i]!; e < cache.eventStart[i + 1]!; e++)
        if (isWall(cache, e)) effective[cache.events.building[e]!]! += share;
    }
  }
  const own: number[] = [];
  effective.forEach((count, index) => {
    if (count >= LEAST_CONTRIBUTIONS) own.push(index);
  });
  return own;
}

function surfaceOfEvents(cache: PathCache, own: readonly number[], firstOwn: number): Uint16Array {
  const surfaceOf = new Map(own.map((building, k) => [building, firstOwn + k]));
  return Uint16Array.from(cache.events.material, (material, e) =>
    isWall(cache, e) ? (surfaceOf.get(cache.events.building[e]!) ?? material) : material,
  );
}

function isWall({ events }: PathCache, e: number): boolean {
  const kind = events.kind[e]!;
  return (kind === PATH_EVENT.reflected || kind === PATH_EVENT.transmitted) && events.building[e] !== NO_BUILDING;
}
