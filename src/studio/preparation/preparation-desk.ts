import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { ShiftToStreets } from '../../measurements/shift-to-streets.ts';
import type { MeasuredFacts, OpenedFile, Outcome, PreparationTrial } from '../../worker/engine-protocol.ts';
import { setMeasurements } from '../commands/project-commands.ts';
import { keepOpened } from '../projects/source-keeper.ts';
import { currentProject } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify } from '../store/view-actions.ts';

/** Part of the engine that prepares measurements. */
export interface PreparationEngine {
  prepareMeasurements(id: string, preparation: MeasurementPreparation): Promise<Outcome<OpenedFile>>;
  tryPreparation(id: string, preparation: MeasurementPreparation): Promise<Outcome<PreparationTrial>>;
  measuredFacts(id: string): Promise<Outcome<MeasuredFacts>>;
  shiftToStreets(id: string): Promise<Outcome<ShiftToStreets>>;
}

/** Chooses rows of the measurements in hand and corrects them, as one step that undo takes back. */
export class PreparationDesk {
  readonly #engine: PreparationEngine;
  readonly #registry: TypedArrayRegistry;

  constructor(engine: PreparationEngine, registry: TypedArrayRegistry) {
    this.#engine = engine;
    this.#registry = registry;
  }

  /** Null where there are no measurements, or they are not to be had; that becomes a card. */
  async facts(): Promise<MeasuredFacts | null> {
    return this.#asked((id) => this.#engine.measuredFacts(id));
  }

  async shiftToStreets(): Promise<ShiftToStreets | null> {
    return this.#asked((id) => this.#engine.shiftToStreets(id));
  }

  async try(preparation: MeasurementPreparation): Promise<PreparationTrial | null> {
    return this.#asked((id) => this.#engine.tryPreparation(id, preparation));
  }

  async apply(preparation: MeasurementPreparation): Promise<void> {
    const opened = await this.#asked((id) => this.#engine.prepareMeasurements(id, preparation));
    if (opened?.kind !== 'measurements') return;
    const { measurements } = opened;
    this.#registry.measurements.set(measurements.id, measurements);
    keepOpened(opened, [], this.#registry);
    if (measurements.id === currentProject().measurementId) return;
    const plain = measurements.prepared === null;
    setMeasurements(measurements.id, plain ? 'Use all measurements' : 'Prepare the measurements');
  }

  async #asked<T>(ask: (id: string) => Promise<Outcome<T>>): Promise<T | null> {
    const { measurementId } = currentProject();
    if (measurementId === null) return null;
    const outcome = await ask(measurementId);
    if (outcome.ok) return outcome.value;
    notify({ tone: 'bad', title: 'The measurements cannot be prepared', message: outcome.message, details: [] });
    return null;
  }
}
