import { perturbHeights } from '../../src/measurements/perturb-heights.ts';
import { type DriveOptions, driveVirtually, type RsrpSampler } from '../../src/measurements/virtual-drive.ts';
import { DEFAULT_SETTINGS, type RadioMapSolver } from '../../src/propagation/solve-request.ts';
import { createSweepSolverCpu } from '../../src/propagation/sweep/solve-on-cpu.ts';
import { rsrpMap } from '../../src/radio/link-budget.ts';
import { type GeoFrame, wgs84FromLocal } from '../../src/raster/geo-frame.ts';
import { cellAt, gridOfBounds } from '../../src/raster/raster-grid.ts';
import { pointInRing } from '../../src/scene/ring.ts';
import type { Scene } from '../../src/scene/scene.ts';
import { synthesiseCity } from '../../src/scene/synthetic/synthesise-city.ts';
import { placeSites } from '../../src/sites/place-sites.ts';
import type { Sector, Site } from '../../src/sites/sector.ts';

/** Everything about the demo that was chosen and not computed. */
export const DEMO = {
  name: 'Riverside',
  citySeed: 7,
  siteSeed: 7,
  siteNames: ['Market Hall', 'Exchange', 'Northgate'],
  driveSeed: 2026,
  samples: 4400,
  everyM: 13,
  /** Error of the building heights that the truth was made with [m]. */
  heightErrorM: 2.5,
  shadowingDb: 7,
  correlationM: 50,
  positionErrorM: 10,
  noiseDb: 2,
  stepDb: 0.1,
  sensitivityDbm: -130,
  cellSizeM: 5,
  /** Three metres apart at 1 km: closer than cells, and as close as shadowing of 7 dB is worth. */
  azimuths: 2048,
  receiverHeightM: 1.5,
} as const;

/** The city of the demo, its sectors, and what is true of them. */
export interface DemoTruth {
  readonly city: Scene;
  readonly frame: GeoFrame;
  readonly sectors: readonly Sector[];
  /** Level [dBm] in the city whose heights are off, before trees and shadowing; NaN of sectors that were not asked for. */
  readonly solved: RsrpSampler;
  /** What a phone's reading has besides; see `driveVirtually`. */
  readonly drive: Partial<DriveOptions>;
}

/** Solves the truth of the demo's sectors, or of those of these ids. */
export async function demoTruth(
  onStage: (stage: string) => void,
  solver: RadioMapSolver,
  ids: readonly string[] | null = null,
): Promise<DemoTruth> {
  const city = synthesiseCity(DEMO.citySeed);
  const sectors = namedSites(city).flatMap((site) => site.sectors);
  const truth = keepingRoofs(perturbHeights(city, DEMO.heightErrorM, DEMO.driveSeed), city, sectors);
  // A little beyond the city: where a street runs along its edge, so may the lane.
  const { minX, minY, maxX, maxY } = city.boundsM;
  const grid = gridOfBounds({ minX: minX - 15, minY: minY - 15, maxX: maxX + 15, maxY: maxY + 15 }, DEMO.cellSizeM);
  const levels: (Float64Array | null)[] = [];
  for (const sector of sectors) {
    if (ids !== null && !ids.includes(sector.id)) {
      levels.push(null);
      continue;
    }
    onStage(`${sector.id} (${levels.length + 1} of ${sectors.length})`);
    const map = await solver.solve({
      scene: truth,
      sector,
      grid,
      receiverZM: (city.groundZM ?? 0) + DEMO.receiverHeightM,
      // Transmission costs ten times as much and adds little on the streets, where the drive goes.
      settings: { ...DEFAULT_SETTINGS, refraction: false, azimuths: DEMO.azimuths },
    });
    levels.push(rsrpMap(map.pathGain, map.validity, sector));
  }
  return {
    city,
    frame: city.frame!,
    sectors,
    solved: (sector, x, y) => {
      const cell = cellAt(grid, x, y);
      return cell < 0 ? Number.NaN : (levels[sector]?.[cell] ?? Number.NaN);
    },
    drive: {
      everyM: DEMO.everyM,
      receiverHeightM: DEMO.receiverHeightM,
      shadowingDb: DEMO.shadowingDb,
      correlationM: DEMO.correlationM,
      positionErrorM: DEMO.positionErrorM,
      noiseDb: DEMO.noiseDb,
      stepDb: DEMO.stepDb,
      sensitivityDbm: DEMO.sensitivityDbm,
      seed: DEMO.driveSeed,
    },
  };
}

/**
 * Builds the demo: the files by name. The drive test's truth is solved on a copy of the city whose heights are off, and holds
 * trees, shadowing, position errors and noise besides, so that no engine can match it.
 */
export async function buildDemo(
  onStage: (stage: string) => void = () => undefined,
  solver: RadioMapSolver = createSweepSolverCpu(),
  samples: number = DEMO.samples,
): Promise<Record<string, string>> {
  const { city, frame, sectors, solved, drive: options } = await demoTruth(onStage, solver);
  const drive = driveVirtually(city, sectors, solved, { ...options, samples });
  const { measurements } = drive;
  const { positions } = measurements;
  if (positions.kind !== 'wgs84') throw new Error('the demo city has a place on the Earth');
  const rows = Array.from({ length: measurements.count }, (_, i) =>
    [
      positions.latDeg[i]!.toFixed(6),
      positions.lonDeg[i]!.toFixed(6),
      measurements.cells[measurements.cell[i]!],
      measurements.rsrpDbm[i]!.toFixed(1),
      new Date(measurements.timeMs![i]!).toISOString(),
    ].join(','),
  );
  const project = {
    name: DEMO.name,
    scene: `synthetic:${DEMO.citySeed}`,
    sites: 'sites.csv',
    measurements: 'drive-test.csv',
    truth: {
      engine: solver.name,
      heightErrorM: DEMO.heightErrorM,
      foliage: true,
      shadowingDb: DEMO.shadowingDb,
      correlationM: DEMO.correlationM,
      positionErrorM: DEMO.positionErrorM,
      noiseDb: DEMO.noiseDb,
      sensitivityDbm: DEMO.sensitivityDbm,
      lost: drive.lost,
    },
  };
  return {
    'project.json': `${JSON.stringify(project, null, 2)}\n`,
    'sites.csv': sitesCsv(sectors, frame, city.groundZM ?? 0),
    'drive-test.csv': `lat,lon,cell,rsrp,time\n${rows.join('\n')}\n`,
  };
}

function namedSites(city: Scene): Site[] {
  return placeSites(city, DEMO.siteSeed).map((site, i) => {
    const name = DEMO.siteNames[i]!;
    return {
      id: name,
      name,
      sectors: site.sectors.map((s, k) => ({ ...s, id: `${name.split(' ')[0]}-${'ABC'[k]}`, siteId: name })),
    };
  });
}

/** Buildings that carry a sector keep their surveyed height, or the antenna might stand inside them. */
function keepingRoofs(truth: Scene, city: Scene, sectors: readonly Sector[]): Scene {
  const buildings = truth.buildings.map((building, i) =>
    sectors.some((s) => pointInRing(building.outer, s.x, s.y)) ? city.buildings[i]! : building,
  );
  return { ...truth, buildings };
}

function sitesCsv(sectors: readonly Sector[], frame: GeoFrame, groundZM: number): string {
  const head = 'id,site,lat,lon,height,azimuth,downtilt,frequency,power,power_per,bandwidth,pattern,polarisation';
  const rows = sectors.map((s) => {
    const place = wgs84FromLocal(frame, s.x, s.y);
    return [
      s.id,
      s.siteId,
      place.latDeg.toFixed(7),
      place.lonDeg.toFixed(7),
      (s.z - groundZM).toFixed(1),
      s.azimuthDeg,
      s.downtiltDeg,
      s.frequencyHz,
      s.powerDbm,
      s.powerPer,
      s.bandwidthHz,
      s.pattern,
      s.polarisation,
    ].join(',');
  });
  return `${head}\n${rows.join('\n')}\n`;
}
