import type { Ring } from './scene.ts';

/**
 * Where a ring crosses itself first, or null. Edges are swept from west to east, so that rings of 10^5 vertices take about a
 * second; touching at a vertex is no crossing.
 */
export function firstCrossing(ring: Ring): { x: number; y: number } | null {
  const count = ring.length / 2;
  const minX = new Float64Array(count);
  const maxX = new Float64Array(count);
  const minY = new Float64Array(count);
  const maxY = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    minX[i] = Math.min(ring[2 * i]!, ring[2 * j]!);
    maxX[i] = Math.max(ring[2 * i]!, ring[2 * j]!);
    minY[i] = Math.min(ring[2 * i + 1]!, ring[2 * j + 1]!);
    maxY[i] = Math.max(ring[2 * i + 1]!, ring[2 * j + 1]!);
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => minX[a]! - minX[b]!);
  const active: number[] = [];
  for (const e of order) {
    let kept = 0;
    for (const other of active) {
      if (maxX[other]! < minX[e]!) continue;
      active[kept++] = other;
      if (maxY[other]! < minY[e]! || minY[other]! > maxY[e]!) continue;
      const hit = crossing(ring, e, other, count);
      if (hit) return hit;
    }
    active.length = kept;
    active.push(e);
  }
  return null;
}

function crossing(ring: Ring, e: number, f: number, count: number): { x: number; y: number } | null {
  const gap = Math.abs(e - f);
  if (gap === 1 || gap === count - 1) return null;
  const e2 = (e + 1) % count;
  const f2 = (f + 1) % count;
  const [ax, ay, bx, by] = [ring[2 * e]!, ring[2 * e + 1]!, ring[2 * e2]!, ring[2 * e2 + 1]!];
  const [cx, cy, dx, dy] = [ring[2 * f]!, ring[2 * f + 1]!, ring[2 * f2]!, ring[2 * f2 + 1]!];
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    (qx - px) * (ry - py) - (qy - py) * (rx - px);
  const a = side(cx, cy, dx, dy, ax, ay);
  const b = side(cx, cy, dx, dy, bx, by);
  if (!((a > 0 && b < 0) || (a < 0 && b > 0))) return null;
  const c = side(ax, ay, bx, by, cx, cy);
  const d = side(ax, ay, bx, by, dx, dy);
  if (!((c > 0 && d < 0) || (c < 0 && d > 0))) return null;
  const t = a / (a - b);
  return { x: ax + t * (bx - ax), y: ay + t * (by - ay) };
}
