import type { TuningFacts } from '../tuning/tuning-facts.ts';
import type { ModelCard } from './model-card.ts';

export interface ReadHooks {
  /** Bytes so far, and in all as the card states them. */
  readonly onProgress?: (bytes: number, total: number) => void;
  /** Aborting rejects with UserError('aborted'). */
  readonly signal?: AbortSignal;
}

/** A model's card with access to its files, wherever they lie: the site, the browser's cache, a folder, an archive. */
export interface ModelSource {
  readonly card: ModelCard;
  /**
   * The bytes of a file that the card names. What is kept on this device under the checksum is taken from there.
   * @throws UserError('bad-input') when it is missing or cannot be reached
   */
  read(file: ExpectedFile, hooks?: ReadHooks): Promise<Uint8Array>;
  /** What trains the model to a site; left out where its card names nothing. @throws UserError as `read` */
  readonly tuning?: (hooks?: ReadHooks) => Promise<TuningFacts>;
}

/** A file by name, with the checksum (lower-case hex) and the size [bytes] that it must have; no size for null. */
export interface ExpectedFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number | null;
}
