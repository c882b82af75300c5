import type { Building, Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { roofPlace } from './roof-place.ts';
import type { Sector, Site } from './sector.ts';

export interface SitePlan {
  readonly sites: number;
  /** Distance of the sites from the middle of the scene [m]. */
  readonly radiusM: number;
  readonly frequencyHz: number;
  /** Power of one resource element [dBm]: 15.2 dBm is 46 dBm over the 1,200 subcarriers of 20 MHz LTE. */
  readonly powerPerReDbm: number;
  readonly bandwidthHz: number;
}

const DEFAULT_PLAN: SitePlan = {
  sites: 3,
  radiusM: 330,
  frequencyHz: 2.14e9,
  powerPerReDbm: 15.2,
  bandwidthHz: 20e6,
};

/** Roofs that antennas stand on [m], and the mast above the roof [m]. */
const LEAST_ROOF_M = 16;
const MOST_ROOF_M = 45;
const MAST_M = 5;

/**
 * Sites of three sectors on roofs around the middle of a city, on the tallest fitting roof near each place of a regular
 * polygon: azimuths 120 degrees apart, downtilts of 6 to 8 degrees, TR 38.901 panels. Deterministic by seed. Throws
 * UserError('bad-input') where the scene has too few roofs between 16 and 45 m.
 */
export function placeSites(scene: Scene, seed: number, plan: Partial<SitePlan> = {}): Site[] {
  const p = { ...DEFAULT_PLAN, ...plan };
  const random = new Random(seed);
  const { minX, minY, maxX, maxY } = scene.boundsM;
  const turn = random.between(0, 2 * Math.PI);
  const taken = new Set<Building>();
  return Array.from({ length: p.sites }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / p.sites;
    const target = {
      x: (minX + maxX) / 2 + p.radiusM * Math.cos(angle),
      y: (minY + maxY) / 2 + p.radiusM * Math.sin(angle),
    };
    const roof = bestRoof(scene, target, taken);
    taken.add(roof.building);
    const name = `Site ${k + 1}`;
    const firstAzimuth = 30 + 5 * (random.below(9) - 4);
    const sectors = ['A', 'B', 'C'].map(
      (letter, i): Sector => ({
        id: `${k + 1}${letter}`,
        siteId: name,
        x: roof.x,
        y: roof.y,
        z: (scene.groundZM ?? 0) + Math.round(10 * (roof.building.heightM + MAST_M)) / 10,
        azimuthDeg: (firstAzimuth + 120 * i + 360) % 360,
        downtiltDeg: 6 + random.below(3),
        pattern: 'tr38901',
        polarisation: 'V',
        frequencyHz: p.frequencyHz,
        powerDbm: p.powerPerReDbm,
        powerPer: 're',
        bandwidthHz: p.bandwidthHz,
        lossesDb: 0,
      }),
    );
    return { id: name, name, sectors };
  });
}

/** The roof with the best of height and nearness, and the place on it a little way in from its longest side. */
function bestRoof(
  scene: Scene,
  target: { x: number; y: number },
  taken: ReadonlySet<Building>,
): { building: Building; x: number; y: number } {
  let best: { building: Building; x: number; y: number } | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const building of scene.buildings) {
    if (taken.has(building) || building.heightM < LEAST_ROOF_M || building.heightM > MOST_ROOF_M) continue;
    const place = roofPlace(building);
    if (!place) continue;
    const score = building.heightM - 0.08 * Math.hypot(place.x - target.x, place.y - target.y);
    if (score > most) {
      most = score;
      best = { building, ...place };
    }
  }
  if (!best)
    throw badInput(`${scene.name} has no roof left between ${LEAST_ROOF_M} and ${MOST_ROOF_M} m for another site.`);
  return best;
}
