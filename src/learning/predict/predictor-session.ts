import type { NetworkRunner, SessionState } from '../models/model-session.ts';
import type { ReadHooks } from '../models/model-source.ts';
import type { TunedModel } from '../tuning/tuned-model.ts';

/** A model that is ready to predict a sector. */
export interface PredictorSession extends NetworkRunner {
  prepare(size: number, hooks?: ReadHooks): Promise<SessionState>;
  /** What went another way than it should, in sentences. */
  readonly warnings: readonly string[];
  /** What a site taught it, where one did. */
  readonly tuned?: TunedModel;
}

/**
 * A session of the networks that a site's measurements changed. Their own expected error was not trained along, so that of the measured
 * cells which were kept apart stands for it, the same everywhere.
 */
export function tunedSession(session: PredictorSession, tuned: TunedModel): PredictorSession {
  return {
    card: session.card,
    tuned,
    prepare: (size, hooks) => session.prepare(size, hooks),
    get warnings() {
      return session.warnings;
    },
    run: async (size, features, landUse, hooks) => {
      const { residual } = await session.run(size, features, landUse, hooks);
      return { residual, spread: new Float32Array(residual.length).fill(tuned.innerMaeDb) };
    },
  };
}

/** The model as it comes, for a sector that none of its trainings is of. The warning is the same for all such: it is told once. */
export function untrainedSession(session: PredictorSession, trained: readonly string[]) {
  const warning = `${session.card.name} was trained to ${trained.join(', ')} alone; other sectors are predicted by the model as it came`;
  return {
    card: session.card,
    prepare: (size: number, hooks?: ReadHooks) => session.prepare(size, hooks),
    get warnings() {
      return [warning, ...session.warnings];
    },
    run: session.run.bind(session),
  } satisfies PredictorSession;
}
