import type { AntennaPattern, Polarisation } from '../../radio/antenna-pattern.ts';
import { gridCentredOn, type RasterGrid } from '../../raster/raster-grid.ts';
import { buildingAt } from '../../scene/building-at.ts';
import { ringBounds } from '../../scene/ring.ts';
import type { Scene } from '../../scene/scene.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import type { Sector } from '../../sites/sector.ts';
import { Random } from '../../units/random.ts';

/** A sector of a drawn city and the window of the map that it is a sample of. */
export interface DrawnSector {
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** True where the antenna stands in the middle of the window, as it does when a predictor is used. */
  readonly centred: boolean;
}

export interface DrawnCity {
  readonly seed: number;
  readonly scene: Scene;
  /** Grain of the city (see synthesiseCity) and factor on its heights. */
  readonly density: number;
  readonly heightFactor: number;
  readonly sectors: readonly DrawnSector[];
}

/** What is drawn, from where to where; also what cards of models state. */
export const DRAWN = {
  citySizeM: 2000,
  density: [0.6, 1.6],
  heightFactor: [0.6, 1.6],
  frequencyHz: [0.7e9, 3.7e9],
  /** Masts: height above the ground [m]. */
  mastM: [8, 45],
  /** Above the roof that an antenna stands on [m]. */
  aboveRoofM: [1.5, 6],
  roofM: [8, 70],
  downtiltDeg: [0, 12],
  beamwidthDeg: [45, 100],
  verticalBeamwidthDeg: [6, 25],
} as const;

/** Share of windows that do not have the antenna in their middle: far ends of larger maps are learned from these. */
const OFF_CENTRE = 0.5;
const ON_ROOF = 0.6;
const TRIES = 400;

/**
 * City `seed` of the training data, with `count` sectors: grain, heights, place, mount, carrier, pattern, tilt and window all drawn
 * from the seed. The same seed gives the same city and sectors whatever the count.
 * @param cells cells on a side of a window, of `cellSizeM` metres
 */
export function drawCity(seed: number, count: number, cells: number, cellSizeM: number): DrawnCity {
  // Apart from the stream that lays out the city.
  const random = new Random(seed ^ 0x5eed);
  const density = random.between(...DRAWN.density);
  const heightFactor = DRAWN.heightFactor[0] * (DRAWN.heightFactor[1] / DRAWN.heightFactor[0]) ** random.unit();
  const plain = synthesiseCity(seed, { sizeM: DRAWN.citySizeM, density });
  const scene: Scene = {
    ...plain,
    buildings: plain.buildings.map((b) => ({ ...b, heightM: Math.round(b.heightM * heightFactor * 100) / 100 })),
  };
  const sectors = Array.from({ length: count }, (_, k) =>
    drawSector(scene, `city-${seed}-${k}`, random.fork(), cells, cellSizeM),
  );
  return { seed, scene, density, heightFactor, sectors };
}

function drawSector(scene: Scene, id: string, random: Random, cells: number, cellSizeM: number): DrawnSector {
  const inner = Math.max(0, DRAWN.citySizeM / 2 - (cells * cellSizeM) / 2);
  const centred = !random.chance(OFF_CENTRE);
  const place = drawPlace(scene, random, centred ? inner : DRAWN.citySizeM / 2 - 40);
  const sector: Sector = {
    id,
    siteId: id,
    ...place,
    azimuthDeg: Math.round(random.between(0, 360) * 10) / 10,
    downtiltDeg: Math.round(random.between(...DRAWN.downtiltDeg) * 10) / 10,
    pattern: drawPattern(random),
    polarisation: random.pick<Polarisation>(['V', 'V', 'VH', 'cross']),
    frequencyHz: Math.round(1e3 * 0.7 * (3.7 / 0.7) ** random.unit()) * 1e6,
    powerDbm: 43,
    powerPer: 'total',
    bandwidthHz: 20e6,
    lossesDb: 0,
  };
  const middle = centred
    ? { x: sector.x, y: sector.y }
    : { x: random.between(-inner, inner), y: random.between(-inner, inner) };
  return { sector, grid: gridCentredOn(middle.x, middle.y, cells, cells, cellSizeM), centred };
}

/** A place on a roof, or on a mast beside the buildings. */
function drawPlace(scene: Scene, random: Random, within: number): { x: number; y: number; z: number } {
  const onRoof = random.chance(ON_ROOF);
  const ground = scene.groundZM ?? 0;
  for (let k = 0; k < TRIES; k++) {
    if (onRoof) {
      const building = random.pick(scene.buildings);
      const box = ringBounds(building.outer);
      const x = random.between(box.minX, box.maxX);
      const y = random.between(box.minY, box.maxY);
      const above = random.between(...DRAWN.aboveRoofM);
      const fits = building.heightM >= DRAWN.roofM[0] && building.heightM <= DRAWN.roofM[1];
      if (!fits || Math.max(Math.abs(x), Math.abs(y)) > within || buildingAt(scene, x, y) !== building) continue;
      return { x: centimetres(x), y: centimetres(y), z: centimetres(ground + building.heightM + above) };
    }
    const x = random.between(-within, within);
    const y = random.between(-within, within);
    const height = random.between(...DRAWN.mastM);
    if (buildingAt(scene, x, y) === null)
      return { x: centimetres(x), y: centimetres(y), z: centimetres(ground + height) };
  }
  return { x: 0, y: 0, z: ground + 200 };
}

function centimetres(value: number): number {
  return Math.round(value * 100) / 100;
}

function drawPattern(random: Random): AntennaPattern {
  const which = random.unit();
  const horizontalBeamwidthDeg = random.between(...DRAWN.beamwidthDeg);
  const verticalBeamwidthDeg = random.between(...DRAWN.verticalBeamwidthDeg);
  if (which < 0.35) return 'tr38901';
  if (which < 0.45) return 'iso';
  if (which < 0.5) return 'hw_dipole';
  return {
    kind: 'parametric',
    name: 'drawn',
    // Kraus' estimate of directivity from the beamwidths, less 1.5 dB of losses in the antenna.
    peakGainDbi: 10 * Math.log10(41_253 / (horizontalBeamwidthDeg * verticalBeamwidthDeg)) - 1.5,
    horizontalBeamwidthDeg,
    verticalBeamwidthDeg,
    frontToBackDb: random.between(22, 32),
    sideLobeDb: random.between(15, 22),
  };
}
