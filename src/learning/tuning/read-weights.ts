import { badInput } from '../../units/errors.ts';
import { fromHalf } from '../../units/half.ts';
import { type StoredWeight, type TuningFacts, weightLength } from './tuning-facts.ts';

/**
 * All weights that are trained, as one vector, from the model's own file.
 * @throws UserError('bad-input') for a weight that would lie beyond the file's end
 */
export function readWeights({ model, weights, parameters }: TuningFacts, file: Uint8Array): Float32Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const all = new Float32Array(weightLength({ parameters }));
  let at = 0;
  for (const { name, offset, type, count } of parameters) {
    const width = widthOf(type);
    if (offset + count * width > file.byteLength)
      throw badInput(
        `Model ${model}: weight ${name} would end at byte ${offset + count * width}, and ${weights.file} has ${file.byteLength}. Export its training step again.`,
      );
    for (let k = 0; k < count; k++, at++) {
      const from = offset + k * width;
      all[at] = width === 2 ? fromHalf(view.getUint16(from, true)) : view.getFloat32(from, true);
    }
  }
  return all;
}

/** Bytes of one value. */
export function widthOf(type: StoredWeight['type']): number {
  return type === 'float16' ? 2 : 4;
}
