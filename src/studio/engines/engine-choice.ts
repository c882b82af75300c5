import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import type { EngineName, ModelFacts, SceneView } from '../../worker/engine-protocol.ts';
import type { EngineChoice, MapSettings } from '../store/project-document.ts';

/** What of a scene decides which engine there is for it. */
export type EngineScene = Pick<SceneView, 'extruded' | 'buildings' | 'terrain'>;

/** True where there are upright prisms on level ground to sweep. */
export function hasPrisms({ extruded, buildings, terrain }: EngineScene): boolean {
  return terrain === undefined && (extruded || buildings.length > 0);
}

/** The engine that a choice stands for: left open, the sweep where there are prisms, else the launch on the mesh. */
export function engineOf(choice: EngineChoice | undefined, scene: EngineScene | null): EngineName {
  if (choice !== undefined && choice !== 'auto') return choice;
  return scene === null || hasPrisms(scene) ? 'sweep' : 'launch';
}

/** Id of a learned model; null for an engine that computes. */
export function modelIdOf(engine: string): string | null {
  return engine.startsWith('model:') ? engine.slice('model:'.length) : null;
}

export function isModel(engine: EngineName): boolean {
  return modelIdOf(engine) !== null;
}

export function modelOf(engine: string, models: readonly ModelFacts[]): ModelFacts | null {
  return models.find(({ id }) => id === modelIdOf(engine)) ?? null;
}

const NAMES: Readonly<Record<string, string>> = { sweep: 'Sweep', launch: 'Launch', reference: 'Reference' };

/** An engine by the name that people know it by. */
export function engineLabel(engine: string, models: readonly ModelFacts[]): string {
  return modelOf(engine, models)?.name ?? NAMES[engine] ?? modelIdOf(engine) ?? engine;
}

/** Which settings an engine heeds beside cells and receivers. */
export interface HeededSettings {
  readonly mechanisms: boolean;
  readonly azimuths: boolean;
  /** Rays, and scattering by them. */
  readonly rays: boolean;
  /** A standard error to go on to. */
  readonly targetError: boolean;
  readonly materials: boolean;
}

export function heededBy(engine: EngineName): HeededSettings {
  const traces = engine === 'sweep' || engine === 'launch' || engine === 'reference';
  const launches = engine === 'launch' || engine === 'reference';
  return {
    mechanisms: traces,
    azimuths: engine === 'sweep',
    rays: launches,
    targetError: engine === 'launch',
    materials: traces,
  };
}

/** The settings that a map by the engine depends on: what a map is kept under. */
export function heededSettings(settings: MapSettings, engine: EngineName): readonly (number | boolean)[] {
  const { cellSizeM, receiverHeightM, maxDepth, reflection, refraction, diffraction, azimuths } = settings;
  const { rays = DEFAULT_SETTINGS.rays, scattering = false } = settings;
  const heeded = heededBy(engine);
  return [
    ...[cellSizeM, receiverHeightM],
    ...(heeded.mechanisms ? [maxDepth, reflection, refraction, diffraction] : []),
    ...(heeded.azimuths ? [azimuths] : []),
    ...(heeded.rays ? [rays, scattering] : []),
  ];
}
