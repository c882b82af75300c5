import { type EngineName, isModelEngine } from '../engine/engine.ts';
import { knowsSurfaces } from '../engine/receivers-for.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { fidelityText } from './scene-report.ts';

export interface ChosenEngine {
  readonly engine: EngineName;
  readonly warnings: readonly string[];
}

/** What asks for an engine. */
export interface EngineAsker {
  /** Named in messages. */
  readonly command: string;
  /** What to do where the engine cannot see the scene. Left out: to ask for the launch with --engine. */
  readonly cure?: string;
}

/**
 * The engine for a scene: the sweep where it has upright prisms on level ground (with a word on what they leave out), else the launch, which
 * also scatters and knows terrain and sections. An
 * engine that was asked for is taken, or refused where it cannot see the scene at all.
 */
export function chooseEngine(
  { command, cure = 'use --engine launch' }: EngineAsker,
  asked: EngineName | null,
  scene: Scene,
  { scattering, moments, section }: Pick<SolveSettings, 'scattering' | 'moments'> & { readonly section?: boolean } = {},
): ChosenEngine {
  const hasPrisms = scene.extruded || scene.buildings.length > 0;
  const engine = asked ?? (hasPrisms && !scattering && !moments && !section && !scene.terrain ? 'sweep' : 'launch');
  if (!knowsSurfaces(engine)) {
    if (scene.terrain)
      throw badInput(
        `${command}: ${engine} knows level ground only, and --terrain lays ${scene.terrain.name} under ${scene.name}; ${cure}, or leave --terrain out`,
      );
    if (section) throw badInput(`${command}: ${engine} knows no upright section; ${cure}, or leave --section out`);
  }
  if (isModelEngine(engine) && !hasPrisms)
    throw badInput(
      `${command}: a learned predictor needs buildings that are upright prisms, and ${scene.name} has none; ${cure}`,
    );
  if (engine === 'sweep') {
    if (scattering) throw badInput(`${command}: the sweep does not scatter; ${cure}, or leave --scattering off`);
    if (!hasPrisms) {
      throw badInput(
        `${command}: the sweep needs buildings that are upright prisms, and ${scene.name} has none; ${cure}`,
      );
    }
    const fidelity = fidelityText(scene);
    if (fidelity === null) return { engine, warnings: [] };
    return {
      engine,
      warnings: [`the sweep sees ${scene.name} as ${scene.buildings.length} upright prisms: ${fidelity}`],
    };
  }
  if (asked === null) {
    return {
      engine,
      warnings: hasPrisms ? [] : [`${scene.name} has no upright prisms; computed by the launch engine`],
    };
  }
  return { engine, warnings: [] };
}
