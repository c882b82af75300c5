import type { MapScale } from '../io/formats/map-colours.ts';
import type { MapDescription } from '../io/formats/map-description.ts';
import type { NamedBytes, Outcome, SolveListener } from './engine-protocol.ts';

/** A map to be written into a file. */
export interface MapFileJob {
  /** Its extension chooses the format. */
  readonly name: string;
  /** Row by row from the north, NaN = no data. */
  readonly values: Float32Array;
  readonly description: MapDescription;
  /** 1 where part of the cell sees the transmitter; null where that is not known. */
  readonly lineOfSight: Uint8Array | null;
  readonly title: string;
  readonly scale: MapScale;
}

/** Writes maps in a Worker of its own: neither the page nor the engine waits for it, and to give up is to end it. */
export interface MapWriter {
  /** One file; a format that needs several comes as a zip of them. */
  write(job: MapFileJob, listener: SolveListener): Promise<Outcome<NamedBytes>>;
}
