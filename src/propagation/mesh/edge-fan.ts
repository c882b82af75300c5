import type { TriangleMesh } from '../../scene/scene.ts';
import type { EdgeTable } from './mesh-edges.ts';

/** Edges shorter than this [m] are none. */
const SHORTEST_M = 1e-3;
// Places in the frame.
const EDGE = 3;
const LENGTH = 6;
const X = 7;
const Y = 10;

/** The faces about an edge of a mesh, by angle, and the widest gap between two of them. Holds one edge at a time. */
export class EdgeFan {
  /** Angle [rad] of the widest gap. */
  gap = 0;
  /** Triangles at its two sides; the gap lies on from the first by rising angle. */
  first = 0;
  last = 0;
  private readonly positions: Float64Array;
  private readonly indices: Uint32Array;
  private angles = new Float64Array(16);
  private faces = new Int32Array(16);
  private size = 0;
  private start = 0;
  private end = 0;
  /** Origin, edge, length, then x, which lies in the face met first, across the edge, and y = e x x. */
  private readonly frame = new Float64Array(13);

  constructor({ positions, indices }: TriangleMesh) {
    this.positions = positions;
    this.indices = indices;
  }

  /** Lays the faces of an edge about it; false where the edge has no length. */
  open(edges: EdgeTable, index: number): boolean {
    if (!this.place(3 * edges.ends[2 * index]!, 3 * edges.ends[2 * index + 1]!)) return false;
    for (let h = edges.first[index]!; h >= 0; h = edges.next[h]!) this.lay(h);
    this.measure();
    return true;
  }

  /** Writes origin, edge, length, the normals of both faces and n at values[at ...] (see Wedges). */
  write(values: Float64Array, at: number): void {
    const { frame } = this;
    const from = this.angles[this.start]!;
    const to = this.angles[this.end]!;
    for (let k = 0; k < 7; k++) values[at + k] = frame[k]!;
    // Normals into the gap: a quarter turn on from the first face, a quarter turn back from the last.
    for (let k = 0; k < 3; k++) {
      const x = frame[X + k]!;
      const y = frame[Y + k]!;
      values[at + 7 + k] = Math.cos(from) * y - Math.sin(from) * x;
      values[at + 10 + k] = Math.sin(to) * x - Math.cos(to) * y;
    }
    values[at + 13] = this.gap / Math.PI;
  }

  private place(a: number, b: number): boolean {
    const { positions: p, frame } = this;
    const x = p[b]! - p[a]!;
    const y = p[b + 1]! - p[a + 1]!;
    const z = p[b + 2]! - p[a + 2]!;
    const length = Math.sqrt(x * x + y * y + z * z);
    for (let k = 0; k < 3; k++) frame[k] = p[a + k]!;
    frame[EDGE] = x / length;
    frame[EDGE + 1] = y / length;
    frame[EDGE + 2] = z / length;
    frame[LENGTH] = length;
    this.size = 0;
    return length >= SHORTEST_M;
  }

  /** Adds the face of half-edge h by the direction in which its third corner lies off the edge. */
  private lay(h: number): void {
    const { positions, frame } = this;
    const corner = h % 3;
    const apex = 3 * this.indices[corner === 0 ? h + 2 : h - 1]!;
    const ex = frame[EDGE]!;
    const ey = frame[EDGE + 1]!;
    const ez = frame[EDGE + 2]!;
    let x = positions[apex]! - frame[0]!;
    let y = positions[apex + 1]! - frame[1]!;
    let z = positions[apex + 2]! - frame[2]!;
    const along = x * ex + y * ey + z * ez;
    x -= along * ex;
    y -= along * ey;
    z -= along * ez;
    let angle = 0;
    if (this.size === 0) {
      const away = Math.sqrt(x * x + y * y + z * z);
      x /= away;
      y /= away;
      z /= away;
      frame[X] = x;
      frame[X + 1] = y;
      frame[X + 2] = z;
      frame[Y] = ey * z - ez * y;
      frame[Y + 1] = ez * x - ex * z;
      frame[Y + 2] = ex * y - ey * x;
    } else {
      const alongY = x * frame[Y]! + y * frame[Y + 1]! + z * frame[Y + 2]!;
      angle = Math.atan2(alongY, x * frame[X]! + y * frame[X + 1]! + z * frame[X + 2]!);
      if (angle < 0) angle += 2 * Math.PI;
    }
    this.insert((h - corner) / 3, angle);
  }

  /** Keeps the faces sorted by angle. */
  private insert(triangle: number, angle: number): void {
    if (this.size === this.angles.length) {
      const { angles, faces } = this;
      this.angles = new Float64Array(2 * this.size);
      this.angles.set(angles);
      this.faces = new Int32Array(2 * this.size);
      this.faces.set(faces);
    }
    let i = this.size++;
    for (; i > 0 && this.angles[i - 1]! > angle; i--) {
      this.angles[i] = this.angles[i - 1]!;
      this.faces[i] = this.faces[i - 1]!;
    }
    this.angles[i] = angle;
    this.faces[i] = triangle;
  }

  private measure(): void {
    this.gap = -1;
    for (let i = 0; i < this.size; i++) {
      const after = i + 1 === this.size ? 0 : i + 1;
      const gap = this.angles[after]! - this.angles[i]! + (after === 0 ? 2 * Math.PI : 0);
      if (gap <= this.gap) continue;
      this.gap = gap;
      this.start = i;
      this.end = after;
    }
    this.first = this.faces[this.start]!;
    this.last = this.faces[this.end]!;
  }
}
