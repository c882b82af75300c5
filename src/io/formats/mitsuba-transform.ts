import { radians } from '../../units/angle.ts';
import { badInput } from '../../units/errors.ts';
import type { XmlNode } from './xml-events.ts';

/** A 3 x 4 affine matrix, row by row. */
export type Affine = readonly number[];

const IDENTITY: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/**
 * The matrix of a Mitsuba `<transform name="to_world">`: translate, scale, rotate and matrix, applied in the order they stand.
 * @param where the shape, for messages
 * @throws UserError for unknown steps, numbers that are none, and matrices that flatten the shape
 */
export function affineOf(where: string, transform: XmlNode | undefined): Affine {
  let matrix = IDENTITY;
  for (const step of transform?.children ?? []) matrix = multiply(stepMatrix(where, step), matrix);
  const [a, b, c, , d, e, f, , g, h, i] = matrix as number[];
  const determinant = a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
  if (Math.abs(determinant) < 1e-12)
    throw badInput(`${where}: its to_world transform flattens the shape (its matrix is singular).`);
  return matrix;
}

/** Applies the matrix to xyz triples in place of a copy. */
export function applyAffine(m: Affine, positions: Float64Array): Float64Array {
  if (m === IDENTITY) return positions;
  const out = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i]!, positions[i + 1]!, positions[i + 2]!];
    for (let r = 0; r < 3; r++) out[i + r] = m[4 * r]! * x + m[4 * r + 1]! * y + m[4 * r + 2]! * z + m[4 * r + 3]!;
  }
  return out;
}

function stepMatrix(where: string, step: XmlNode): Affine {
  const at = `${where}, line ${step.line}: <${step.name}>`;
  const number = (key: string, otherwise: number) => {
    const text = step.attributes[key];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) throw badInput(`${at}: ${key}="${text}" is not a number.`);
    return value;
  };
  const list = () => {
    const values = (step.attributes.value ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    if (!values.every(Number.isFinite))
      throw badInput(`${at}: value="${step.attributes.value}" holds something that is no number.`);
    return values;
  };
  const xyz = (otherwise: number): [number, number, number] => {
    const values = list();
    if (values.length === 1 && step.name === 'scale') return [values[0]!, values[0]!, values[0]!];
    if (values.length === 3) return [values[0]!, values[1]!, values[2]!];
    return [number('x', otherwise), number('y', otherwise), number('z', otherwise)];
  };
  switch (step.name) {
    case 'translate': {
      const [x, y, z] = xyz(0);
      return [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];
    }
    case 'scale': {
      const [x, y, z] = xyz(1);
      return [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];
    }
    case 'rotate':
      return rotation(at, [number('x', 0), number('y', 0), number('z', 0)], number('angle', 0));
    case 'matrix': {
      const m = list();
      if (m.length === 16) return m.slice(0, 12);
      if (m.length === 9) return [m[0]!, m[1]!, m[2]!, 0, m[3]!, m[4]!, m[5]!, 0, m[6]!, m[7]!, m[8]!, 0];
      throw badInput(`${at}: a matrix has 16 (or 9) numbers, this one ${m.length}.`);
    }
    default:
      throw badInput(`${at} is not read in a transform (translate, scale, rotate and matrix are).`);
  }
}

/** Rotation by `angleDeg` about an axis (Rodrigues' formula). */
function rotation(at: string, axis: [number, number, number], angleDeg: number): Affine {
  const length = Math.hypot(...axis);
  if (length === 0) throw badInput(`${at}: the rotation has no axis (x, y or z).`);
  const [x, y, z] = axis.map((v) => v / length) as [number, number, number];
  const s = Math.sin(radians(angleDeg));
  const c = Math.cos(radians(angleDeg));
  const t = 1 - c;
  return [
    ...[t * x * x + c, t * x * y - s * z, t * x * z + s * y, 0],
    ...[t * x * y + s * z, t * y * y + c, t * y * z - s * x, 0],
    ...[t * x * z - s * y, t * y * z + s * x, t * z * z + c, 0],
  ];
}

function multiply(a: Affine, b: Affine): Affine {
  const out: number[] = [];
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 4; c++) {
      out.push(
        a[4 * r]! * b[c]! + a[4 * r + 1]! * b[4 + c]! + a[4 * r + 2]! * b[8 + c]! + (c === 3 ? a[4 * r + 3]! : 0),
      );
    }
  }
  return out;
}
