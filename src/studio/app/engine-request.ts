import { DEFAULT_SETTINGS, type EnoughSettings, type SolveSettings } from '../../propagation/solve-request.ts';
import { baseZ } from '../../scene/terrain.ts';
import type { Sector } from '../../sites/sector.ts';
import type { EngineName, SceneView } from '../../worker/engine-protocol.ts';
import { SOLVE_LIMITS } from '../commands/hand-limits.ts';
import { heededBy } from '../engines/engine-choice.ts';
import type { Quality } from '../results/solve-key.ts';
import type { MapSettings, SectorSettings } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** Azimuths and depth of the first look at a moved sector; diffraction costs more than all the rest and waits for refinement. */
const COARSE = { azimuths: 256, maxDepth: 2, rays: 60_000 } as const;
/** Where scattering is on: S of surfaces that have no other, the order of what facades are measured at. */
export const SCATTERING = { coefficient: 0.3 } as const;

/** A sector as the engine takes it: height in the scene frame, pattern by value. A pattern that the registry lacks is a bug. */
export function engineSector(
  sector: SectorSettings,
  scene: SceneView,
  registry: Pick<TypedArrayRegistry, 'patterns'>,
): Sector {
  const { heightM, pattern, ...rest } = sector;
  const known = registry.patterns.get(pattern);
  if (known === undefined) throw new Error(`Pattern ${pattern} is not in the registry`);
  return { ...rest, z: baseZ(scene, rest.x, rest.y) + heightM, pattern: known };
}

export function engineSettings(settings: MapSettings, quality: Quality): SolveSettings {
  const { maxDepth, reflection, refraction, diffraction, azimuths } = settings;
  const rays = settings.rays ?? DEFAULT_SETTINGS.rays;
  const full = { ...DEFAULT_SETTINGS, maxDepth, reflection, refraction, diffraction, azimuths, rays };
  if (quality === 'refined') return settings.scattering ? { ...full, scattering: SCATTERING } : full;
  return {
    ...full,
    azimuths: Math.min(azimuths, COARSE.azimuths),
    rays: Math.min(rays, COARSE.rays),
    maxDepth: Math.min(maxDepth, COARSE.maxDepth),
    diffraction: false,
  };
}

/** How far a map is to go on: left out where as far as its rays. */
export function goalOf(
  { targetErrorDb = 0 }: MapSettings,
  engine: EngineName,
  quality: Quality,
): { readonly enough?: EnoughSettings } {
  if (quality === 'coarse' || !heededBy(engine).targetError || targetErrorDb === 0) return {};
  return { enough: { medianErrorDb: targetErrorDb, upToRays: SOLVE_LIMITS.rays.max } };
}
