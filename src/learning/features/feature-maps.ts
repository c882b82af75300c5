import { antennaRotation } from '../../radio/antenna.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { radians } from '../../units/angle.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { antennaGainTable, tableGainDbi } from './antenna-gain-table.ts';
import type { BASE_CHANNELS } from './channel.ts';
import { landUseOnGrid, type ProfileRaster, profileRaster, roadOnGrid } from './city-rasters.ts';

/** One sector's place in a city, and the cells that a predictor is asked about. */
export interface FeatureRequest {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** z of the receivers in the scene frame [m]. */
  readonly receiverZM: number;
}

export type BaseChannel = (typeof BASE_CHANNELS)[number];

export interface FeatureMaps {
  readonly grid: RasterGrid;
  /** Raw values by channel, rows x columns, row 0 = north. */
  readonly planes: Readonly<Record<BaseChannel, Float32Array>>;
  /** Land-use codes 0..23, 0 = unknown. */
  readonly landUse: Uint8Array;
  /** 1 where no building rises above the receivers. */
  readonly outdoor: Uint8Array;
}

/** Clearance below which an edge is not told apart any more [m]. */
export const LEAST_EXCESS_M = -50;

/** What the walk of the line of sight needs, the same numbers for the shader and for its twin. */
export interface SightWalk {
  readonly profile: ProfileRaster;
  readonly gainTable: Float32Array;
  /** Antenna in the scene frame, heights above the ground [m]. */
  readonly antennaX: number;
  readonly antennaY: number;
  readonly antennaHeightM: number;
  readonly receiverHeightM: number;
  readonly wavelengthM: number;
  /** Columns of the antenna's own axes (radio/antenna: antennaRotation). */
  readonly rotation: Float64Array;
  readonly azimuthRad: number;
}

/** Planes that depend on the line from the antenna to the cell, in the order in which the shader writes them. */
export const SIGHT_CHANNELS = [
  'free-space-gain',
  'log-distance',
  'obstruction',
  'excess-height',
  'knife-edge-loss',
  'line-of-sight',
  'bearing-cos',
  'bearing-sin',
] as const satisfies readonly BaseChannel[];

/** Takes a request apart into what the walk needs. */
export function sightWalk({ scene, sector, grid, receiverZM }: FeatureRequest): SightWalk {
  const ground = scene.groundZM ?? 0;
  return {
    profile: profileRaster(scene, grid, sector.x, sector.y),
    gainTable: antennaGainTable(sector.pattern),
    antennaX: sector.x,
    antennaY: sector.y,
    antennaHeightM: sector.z - ground,
    receiverHeightM: receiverZM - ground,
    wavelengthM: SPEED_OF_LIGHT / sector.frequencyHz,
    rotation: antennaRotation(sector.azimuthDeg, sector.downtiltDeg),
    azimuthRad: radians(sector.azimuthDeg),
  };
}

/** The planes of a request, those along the lines of sight by `walk`: on the CPU here, on the GPU by `feature-maps-on-gpu`. */
export function assembleFeatures(request: FeatureRequest, sight: Readonly<Record<string, Float32Array>>): FeatureMaps {
  const { scene, sector, grid, receiverZM } = request;
  const ground = scene.groundZM ?? 0;
  const cells = cellCount(grid);
  const height = roofRaster(scene.buildings, grid);
  const receiver = receiverZM - ground;
  const of = (channel: (typeof SIGHT_CHANNELS)[number]) => {
    const plane = sight[channel];
    if (!plane || plane.length !== cells) throw new Error(`feature plane ${channel} is missing or of another size`);
    return plane;
  };
  return {
    grid,
    planes: {
      'building-height': height,
      'free-space-gain': of('free-space-gain'),
      'log-distance': of('log-distance'),
      obstruction: of('obstruction'),
      'excess-height': of('excess-height'),
      'knife-edge-loss': of('knife-edge-loss'),
      'line-of-sight': of('line-of-sight'),
      road: Float32Array.from(roadOnGrid(scene.roads, grid)),
      'bearing-cos': of('bearing-cos'),
      'bearing-sin': of('bearing-sin'),
      frequency: new Float32Array(cells).fill(Math.log10(sector.frequencyHz / 1e9)),
      'antenna-height': new Float32Array(cells).fill(sector.z - ground),
    },
    landUse: landUseOnGrid(scene, grid),
    outdoor: Uint8Array.from(height, (roof) => (roof > receiver ? 0 : 1)),
  };
}

/** All planes in float64 on the CPU: the shader's twin, and what runs where there is no GPU. */
export function featureMaps(request: FeatureRequest): FeatureMaps {
  const walker = sightWalker(request);
  for (let row = 0; row < request.grid.rows; row++) walker.row(row);
  return walker.finish();
}

/** Rows of `featureMaps` one by one, for callers that give control back in between. */
export interface SightWalker {
  row(row: number): void;
  finish(): FeatureMaps;
}

/** Float64 twin of shaders/feature_sight.wgsl. */
export function sightWalker(request: FeatureRequest): SightWalker {
  const { grid } = request;
  const walk = sightWalk(request);
  const planes = SIGHT_CHANNELS.map(() => new Float32Array(cellCount(grid)));
  const out = new Float64Array(SIGHT_CHANNELS.length);
  return {
    row(row) {
      const y = grid.northM - (row + 0.5) * grid.cellSizeM;
      for (let column = 0; column < grid.columns; column++) {
        walkTo(walk, grid.westM + (column + 0.5) * grid.cellSizeM, y, out);
        const cell = row * grid.columns + column;
        planes.forEach((plane, k) => {
          plane[cell] = out[k]!;
        });
      }
    },
    finish: () => assembleFeatures(request, Object.fromEntries(SIGHT_CHANNELS.map((name, k) => [name, planes[k]!]))),
  };
}

/**
 * The values of SIGHT_CHANNELS at (x, y) [m, scene frame]. The line from the antenna is sampled at the middle of equal pieces no
 * longer than a cell of the profile raster. Free space and antenna: paper section 3.3.2, eq. for L, with the free-space loss
 * subtracted, atan2 for the azimuth, the distance at least 1 m, and without power and losses, which only shift a map. Knife edge:
 * ITU-R P.526-15 section 4.1.
 */
function walkTo(walk: SightWalk, x: number, y: number, out: Float64Array) {
  const { profile, antennaHeightM, receiverHeightM, wavelengthM } = walk;
  const { columns, rows, cellSizeM, westM, northM } = profile.grid;
  const dx = x - walk.antennaX;
  const dy = y - walk.antennaY;
  const rise = receiverHeightM - antennaHeightM;
  const plan = Math.hypot(dx, dy);
  const distance = Math.max(1, Math.hypot(plan, rise));
  const steps = Math.max(1, Math.ceil(plan / cellSizeM));
  const step = plan / steps;
  let above = 0;
  let nu = Number.NEGATIVE_INFINITY;
  let excess = LEAST_EXCESS_M;
  for (let k = 0; k < steps; k++) {
    const t = (k + 0.5) / steps;
    const column = Math.floor((walk.antennaX + t * dx - westM) / cellSizeM);
    const line = Math.floor((northM - walk.antennaY - t * dy) / cellSizeM);
    if (column < 0 || line < 0 || column >= columns || line >= rows) continue;
    const roof = profile.roofM[line * columns + column]!;
    if (roof === 0) continue;
    const over = roof - (antennaHeightM + t * rise);
    if (over > 0) above++;
    const edge = over * Math.sqrt((2 / wavelengthM) * (1 / (t * plan) + 1 / ((1 - t) * plan)));
    if (edge > nu) {
      nu = edge;
      excess = over;
    }
  }
  const scale = 1 / Math.max(1e-9, Math.hypot(plan, rise));
  const [kx, ky, kz] = [dx * scale, dy * scale, rise * scale];
  const r = walk.rotation;
  const gain = tableGainDbi(
    walk.gainTable,
    r[0]! * kx + r[3]! * ky + r[6]! * kz,
    r[1]! * kx + r[4]! * ky + r[7]! * kz,
    r[2]! * kx + r[5]! * ky + r[8]! * kz,
  );
  const bearing = Math.atan2(dx, dy) - walk.azimuthRad;
  out[0] = gain - 20 * Math.log10((4 * Math.PI * distance) / wavelengthM);
  out[1] = Math.log10(distance);
  out[2] = above * step * Math.hypot(1, rise / Math.max(plan, 1e-9));
  out[3] = Math.max(LEAST_EXCESS_M, excess);
  out[4] = knifeEdgeLossDb(nu);
  out[5] = above === 0 ? 1 : 0;
  out[6] = Math.cos(bearing);
  out[7] = Math.sin(bearing);
}
