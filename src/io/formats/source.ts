import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { KeyedFile } from '../content-key.ts';
import type { StoredMapping } from '../measurements/mapping-json.ts';

/** Files as they were dropped, by the keys of their contents. */
export interface FileSource {
  readonly kind: 'files';
  readonly files: readonly KeyedFile[];
  /** For files that come with the product. */
  readonly demo?: true;
  /** What was said of the columns of its tables, where they are read so. */
  readonly mappings?: readonly StoredMapping[];
  /** Which of its rows are used, and what is corrected in all of them. */
  readonly preparation?: MeasurementPreparation;
}

/** Where a scene, measurements or a model came from: enough to open them again, given the files. */
export type Source = FileSource | { readonly kind: 'synthetic'; readonly seed: number; readonly name: string };
