import type { EngineName } from '../../worker/engine-protocol.ts';
import type { ProjectDocument } from './project-document.ts';

/** A map that was kept under a name, as what it was made of: it can be solved again. Its arrays are in the registry while there is room. */
export interface KeptResult {
  readonly id: string;
  readonly name: string;
  readonly keptMs: number;
  readonly project: ProjectDocument;
  readonly engine: EngineName;
  /** Share of outdoor cells with coverage, 0..1. */
  readonly covered: number;
  /** Against the measurements of its time, covered cells [dB]; null without any. */
  readonly maeDb: number | null;
}
