import type { MeshPart } from './ply.ts';

/** Bytes of a binary little-endian PLY of triangles: float32 x y z, `uchar int vertex_indices`, as Mitsuba and Sionna RT read it. */
export function writePly(mesh: MeshPart): Uint8Array {
  const vertexCount = mesh.positions.length / 3;
  const faceCount = mesh.indices.length / 3;
  const header = new TextEncoder().encode(
    [
      'ply',
      'format binary_little_endian 1.0',
      `element vertex ${vertexCount}`,
      'property float x',
      'property float y',
      'property float z',
      `element face ${faceCount}`,
      'property list uchar int vertex_indices',
      'end_header\n',
    ].join('\n'),
  );
  const out = new Uint8Array(header.length + vertexCount * 12 + faceCount * 13);
  out.set(header);
  const view = new DataView(out.buffer);
  let at = header.length;
  for (const value of mesh.positions) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  for (let f = 0; f < faceCount; f++) {
    view.setUint8(at, 3);
    for (let k = 0; k < 3; k++) view.setInt32(at + 1 + 4 * k, mesh.indices[3 * f + k]!, true);
    at += 13;
  }
  return out;
}
