import { badInput } from '../../units/errors.ts';
import type { PlyElement, PlyHeader } from './ply-header.ts';
import { parsePlyHeader, plyTypeSize } from './ply-header.ts';

/** Vertices and triangles of one mesh file, in the file's own frame and unit. */
export interface MeshPart {
  /** xyz of every vertex. */
  readonly positions: Float64Array;
  /** Three vertex indices a triangle. */
  readonly indices: Uint32Array;
}

/**
 * Reads a PLY mesh: ascii, binary little or big endian, any further properties and elements (skipped), polygons as fans.
 * Sizes are held against the file before anything is allocated.
 * @param name used in messages
 * @throws UserError naming the file and the vertex, face or byte; also where binary coordinates look byte-swapped
 */
export function readPly(name: string, bytes: Uint8Array): MeshPart {
  const header = parsePlyHeader(name, bytes);
  const reader = header.format === 'ascii' ? asciiReader(name, bytes, header) : binaryReader(name, bytes, header);
  let positions = new Float64Array(0);
  const indices: number[] = [];
  const vertexCount = header.elements.find((element) => element.name === 'vertex')?.count ?? 0;
  for (const element of header.elements) {
    if (element.name === 'vertex') {
      positions = readVertices(name, element, reader);
      if (header.format !== 'ascii') refuseSwapped(name, header.format, positions);
    } else if (element.name === 'face') readFaces(name, element, reader, vertexCount, indices);
    else for (let i = 0; i < element.count; i++) skipRow(element, reader);
  }
  return { positions, indices: Uint32Array.from(indices) };
}

/** No coordinate of a scene on the Earth is larger, in metres. */
const FARTHEST_M = 1e7;
/** Smaller than any rounding leaves behind, yet not zero. */
const SMALLEST_M = 1e-30;

/** Numbers read in the wrong byte order are still numbers, but wild ones: far beyond the Earth, or mostly next to nothing. */
function refuseSwapped(name: string, format: string, positions: Float64Array): void {
  let tiny = 0;
  let sound = 0;
  let example = -1;
  for (const [i, value] of positions.entries()) {
    const size = Math.abs(value);
    if (size > FARTHEST_M) {
      example = i;
      tiny = positions.length;
      break;
    }
    if (size > 0 && size < SMALLEST_M) {
      if (tiny++ === 0) example = i;
    } else if (size > 0) sound++;
  }
  if (tiny <= sound) return;
  const other = format === 'binary_little_endian' ? 'binary_big_endian' : 'binary_little_endian';
  throw badInput(
    `${name}: vertex ${Math.floor(example / 3)} has ${'xyz'[example % 3]} = ${positions[example]!.toExponential(1)}, no place in a scene [m]. The header says ${format}; the numbers are probably in the other byte order (${other}): correct the header's format line, or export the mesh again in metres.`,
  );
}

/** Hands out the file's numbers one after the other; `type` matters in binary files alone. */
type NextNumber = (type: string) => number;

function readVertices(name: string, element: PlyElement, next: NextNumber): Float64Array<ArrayBuffer> {
  const axis = element.properties.map((p) => (p.countType === null ? ['x', 'y', 'z'].indexOf(p.name) : -1));
  for (const [i, letter] of ['x', 'y', 'z'].entries()) {
    if (!axis.includes(i)) throw badInput(`${name}: the vertices have no property "${letter}".`);
  }
  const positions = new Float64Array(element.count * 3);
  for (let v = 0; v < element.count; v++) {
    for (const [p, property] of element.properties.entries()) {
      if (property.countType !== null) skipList(property.countType, property.type, next);
      else {
        const value = next(property.type);
        if (axis[p]! < 0) continue;
        if (!Number.isFinite(value)) {
          throw badInput(
            `${name}: vertex ${v} has ${property.name} = ${value}; coordinates must be finite numbers. Mend the mesh and export it again.`,
          );
        }
        positions[3 * v + axis[p]!] = value;
      }
    }
  }
  return positions;
}

function readFaces(name: string, element: PlyElement, next: NextNumber, vertexCount: number, indices: number[]): void {
  const corners: number[] = [];
  for (let f = 0; f < element.count; f++) {
    for (const property of element.properties) {
      if (property.countType === null) next(property.type);
      else if (property.name !== 'vertex_indices' && property.name !== 'vertex_index') {
        skipList(property.countType, property.type, next);
      } else {
        const count = next(property.countType);
        if (!(count >= 3)) throw badInput(`${name}: face ${f} has ${count} corners; at least 3 are needed.`);
        corners.length = 0;
        for (let k = 0; k < count; k++) {
          const v = next(property.type);
          if (!(v >= 0 && v < vertexCount)) {
            throw badInput(`${name}: face ${f} points at vertex ${v} of ${vertexCount} (0 to ${vertexCount - 1}).`);
          }
          corners.push(v);
        }
        for (let k = 1; k + 1 < corners.length; k++) indices.push(corners[0]!, corners[k]!, corners[k + 1]!);
      }
    }
  }
}

function skipList(countType: string, type: string, next: NextNumber): void {
  const count = next(countType);
  for (let k = 0; k < count; k++) next(type);
}

function skipRow(element: PlyElement, next: NextNumber): void {
  for (const property of element.properties) {
    if (property.countType === null) next(property.type);
    else skipList(property.countType, property.type, next);
  }
}

function binaryReader(name: string, bytes: Uint8Array, header: PlyHeader): NextNumber {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = header.format === 'binary_little_endian';
  let at = header.length;
  return (type) => {
    const size = plyTypeSize(type);
    if (at + size > bytes.length) throw truncated(name, header, bytes.length);
    const here = at;
    at += size;
    switch (type) {
      case 'float':
        return view.getFloat32(here, little);
      case 'double':
        return view.getFloat64(here, little);
      case 'uchar':
        return view.getUint8(here);
      case 'char':
        return view.getInt8(here);
      case 'ushort':
        return view.getUint16(here, little);
      case 'short':
        return view.getInt16(here, little);
      case 'uint':
        return view.getUint32(here, little);
      default:
        return view.getInt32(here, little);
    }
  };
}

function asciiReader(name: string, bytes: Uint8Array, header: PlyHeader): NextNumber {
  const words = new TextDecoder('latin1').decode(bytes.subarray(header.length)).split(/\s+/);
  let at = words[0] === '' ? 1 : 0;
  return () => {
    const word = words[at];
    if (word === undefined || word === '') throw truncated(name, header, bytes.length);
    at++;
    const value = Number(word);
    if (Number.isNaN(value) && !/^[+-]?nan$/i.test(word)) {
      throw badInput(`${name}: "${word.slice(0, 40)}" is not a number (word ${at} after the header).`);
    }
    return value;
  };
}

function truncated(name: string, header: PlyHeader, have: number): Error {
  const promise = header.elements.map((e) => `${e.count} ${e.name}`).join(', ');
  return badInput(
    `${name}: the header promises more than the file holds (${promise}: at least ${header.leastBytes} bytes expected, ${have} found). Download or export it again.`,
  );
}
