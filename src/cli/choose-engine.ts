import { type EngineName, isModelEngine } from '../engine/engine.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { fidelityText } from './scene-report.ts';

export interface ChosenEngine {
  readonly engine: EngineName;
  readonly warnings: readonly string[];
}

/**
 * The engine for a scene: the sweep where it has upright prisms (with a word on what they leave out), else the reference. An
 * engine that was asked for is taken, or refused where it cannot see the scene at all.
 */
export function chooseEngine(asked: EngineName | null, scene: Scene): ChosenEngine {
  const hasPrisms = scene.extruded || scene.buildings.length > 0;
  const engine = asked ?? (hasPrisms ? 'sweep' : 'reference');
  if (isModelEngine(engine) && !hasPrisms)
    throw badInput(
      `predict: a learned predictor needs buildings that are upright prisms, and ${scene.name} has none; use --engine reference`,
    );
  if (engine === 'sweep') {
    if (!hasPrisms) {
      throw badInput(
        `predict: the sweep needs buildings that are upright prisms, and ${scene.name} has none; use --engine reference`,
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
      warnings: [`${scene.name} has no upright prisms; computed by the reference engine, which is slow`],
    };
  }
  return { engine, warnings: [] };
}
