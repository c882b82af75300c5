import { describe, expect, test } from 'vitest';
import { cellAt, cellCentre } from '../../raster/raster-grid.ts';
import { pointInRing, ringBounds, signedArea } from '../ring.ts';
import type { Building, Ring, Scene } from '../scene.ts';
import { landUseCode } from './land-use-classes.ts';
import { citySizeForBuildings, synthesiseCity } from './synthesise-city.ts';

const SEEDS = [1, 7];
const CITIES = new Map(SEEDS.map((seed) => [seed, synthesiseCity(seed)]));

interface Side {
  readonly building: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

function sidesOf(ring: Ring, building: number): Side[] {
  return Array.from({ length: ring.length / 2 }, (_, i) => {
    const j = (2 * i + 2) % ring.length;
    return { building, ax: ring[2 * i]!, ay: ring[2 * i + 1]!, bx: ring[j]!, by: ring[j + 1]! };
  });
}

function rings(b: Building): readonly Ring[] {
  return [b.outer, ...b.holes];
}

function pointToSide(x: number, y: number, s: Side): number {
  const [dx, dy] = [s.bx - s.ax, s.by - s.ay];
  const t = Math.min(1, Math.max(0, ((x - s.ax) * dx + (y - s.ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - s.ax - t * dx, y - s.ay - t * dy);
}

function cross(p: Side, q: Side): boolean {
  const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  return (
    turn(p.ax, p.ay, p.bx, p.by, q.ax, q.ay) * turn(p.ax, p.ay, p.bx, p.by, q.bx, q.by) < 0 &&
    turn(q.ax, q.ay, q.bx, q.by, p.ax, p.ay) * turn(q.ax, q.ay, q.bx, q.by, p.bx, p.by) < 0
  );
}

function sideDistance(p: Side, q: Side): number {
  if (cross(p, q)) return 0;
  return Math.min(
    pointToSide(p.ax, p.ay, q),
    pointToSide(p.bx, p.by, q),
    pointToSide(q.ax, q.ay, p),
    pointToSide(q.bx, q.by, p),
  );
}

/** Every pair of sides of different buildings that share a bucket, closer than `withinM`. */
function closePairs(scene: Scene, withinM: number): string[] {
  const buckets = new Map<string, Side[]>();
  const found: string[] = [];
  scene.buildings.forEach((b, index) => {
    for (const side of rings(b).flatMap((ring) => sidesOf(ring, index))) {
      const key = (v: number) => Math.floor(v / 40);
      for (let i = key(Math.min(side.ax, side.bx) - withinM); i <= key(Math.max(side.ax, side.bx) + withinM); i++)
        for (let j = key(Math.min(side.ay, side.by) - withinM); j <= key(Math.max(side.ay, side.by) + withinM); j++) {
          const bucket = buckets.get(`${i} ${j}`) ?? [];
          for (const other of bucket)
            if (other.building !== index && sideDistance(side, other) < withinM)
              found.push(`${b.id} and ${scene.buildings[other.building]!.id}`);
          bucket.push(side);
          buckets.set(`${i} ${j}`, bucket);
        }
    }
  });
  return [...new Set(found)];
}

const BOXES = new Map<Building, ReturnType<typeof ringBounds>>();

function boxOf(b: Building) {
  const box = BOXES.get(b) ?? ringBounds(b.outer);
  BOXES.set(b, box);
  return box;
}

function solidAt(scene: Scene, x: number, y: number): Building[] {
  const near = scene.buildings.filter((b) => {
    const box = boxOf(b);
    return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
  });
  return near.filter((b) => pointInRing(b.outer, x, y) && !b.holes.some((h) => pointInRing(h, x, y)));
}

describe.each(SEEDS)('city %i', (seed) => {
  const city = CITIES.get(seed)!;

  test('has several hundred to 2,000 buildings of many heights and materials', () => {
    expect(city.buildings.length).toBeGreaterThan(900);
    expect(city.buildings.length).toBeLessThan(2000);
    const heights = city.buildings.map((b) => b.heightM).sort((a, b) => a - b);
    expect(heights[0]).toBeGreaterThan(3);
    expect(heights.at(-1)).toBeGreaterThan(60);
    expect(heights.at(-1)).toBeLessThan(180);
    const walls = new Set(city.buildings.map((b) => b.wallMaterial));
    expect([...walls].sort()).toEqual(['brick', 'concrete', 'glass', 'marble', 'metal', 'wood']);
    expect(city.buildings.filter((b) => b.holes.length > 0).length).toBeGreaterThan(40);
  });

  test('turns outlines counter-clockwise and courtyards clockwise, without slivers or crossings', () => {
    const faults: string[] = [];
    for (const b of city.buildings) {
      if (signedArea(b.outer) < 40 || b.holes.some((hole) => signedArea(hole) > -40))
        faults.push(`${b.id} orientation`);
      for (const ring of rings(b)) {
        const sides = sidesOf(ring, 0);
        if (sides.some((s) => Math.hypot(s.bx - s.ax, s.by - s.ay) < 2)) faults.push(`${b.id} sliver`);
        if (sides.some((s, i) => sides.some((t, j) => j > i + 1 && cross(s, t)))) faults.push(`${b.id} crossing`);
      }
      for (const hole of b.holes)
        if (sidesOf(hole, 0).some((s) => !pointInRing(b.outer, s.ax, s.ay))) faults.push(`${b.id} courtyard outside`);
    }
    expect(faults).toEqual([]);
  });

  test('keeps buildings 2 m apart, and none inside another', () => {
    expect(closePairs(city, 1.99)).toEqual([]);
    const nested = city.buildings.filter((b) => solidAt(city, b.outer[0]!, b.outer[1]!).some((other) => other !== b));
    expect(nested).toEqual([]);
  });

  test('keeps buildings off carriageways and water and inside the bounds', () => {
    const onRoad: string[] = [];
    for (const road of city.roads)
      for (let i = 0; i + 3 < road.line.length; i += 2) {
        const [ax, ay, bx, by] = [road.line[i]!, road.line[i + 1]!, road.line[i + 2]!, road.line[i + 3]!];
        const axis: Side = { building: -1, ax, ay, bx, by };
        for (const b of city.buildings) {
          const box = boxOf(b);
          const w = road.widthM / 2;
          if (box.maxX < Math.min(ax, bx) - w || box.minX > Math.max(ax, bx) + w) continue;
          if (box.maxY < Math.min(ay, by) - w || box.minY > Math.max(ay, by) + w) continue;
          const length = Math.hypot(bx - ax, by - ay);
          for (const s of sidesOf(b.outer, 0)) {
            const u = ((s.ax - ax) * (bx - ax) + (s.ay - ay) * (by - ay)) / length;
            const v = ((s.ay - ay) * (bx - ax) - (s.ax - ax) * (by - ay)) / length;
            if ((u > 0 && u < length && Math.abs(v) < w - 0.02) || cross(s, axis)) onRoad.push(b.id);
          }
        }
      }
    expect(onRoad).toEqual([]);
    const astray = city.buildings.filter((b) =>
      sidesOf(b.outer, 0).some(
        (s) => city.water.some((w) => pointInRing(w, s.ax, s.ay)) || Math.max(Math.abs(s.ax), Math.abs(s.ay)) > 1000,
      ),
    );
    expect(astray).toEqual([]);
  });

  test('is built up by 25 to 55 % around the old town and less on the whole', () => {
    const grid = city.landUse!.grid;
    let [x, y, n] = [0, 0, 0];
    city.landUse!.classes.forEach((c, i) => {
      if (c !== landUseCode('old town')) return;
      const p = cellCentre(grid, i);
      x += p.x;
      y += p.y;
      n++;
    });
    let covered = 0;
    let sampled = 0;
    for (let dx = -400; dx <= 400; dx += 16)
      for (let dy = -400; dy <= 400; dy += 16) {
        if (Math.hypot(dx, dy) > 400) continue;
        sampled++;
        if (solidAt(city, x / n + dx, y / n + dy).length > 0) covered++;
      }
    expect(covered / sampled).toBeGreaterThan(0.25);
    expect(covered / sampled).toBeLessThan(0.55);
    const floor = city.buildings.reduce((sum, b) => sum + rings(b).reduce((s, r) => s + signedArea(r), 0), 0);
    expect(floor / 4e6).toBeGreaterThan(0.15);
    expect(floor / 4e6).toBeLessThan(0.35);
  });

  test('has bridges over the water, and a street net in one piece', () => {
    const bridges = city.roads.filter((r) => r.bridge);
    expect(bridges.length).toBeGreaterThanOrEqual(3);
    for (const b of bridges)
      expect(pointInRing(city.water[0]!, (b.line[0]! + b.line[2]!) / 2, (b.line[1]! + b.line[3]!) / 2)).toBe(true);
    const links = new Map<string, Set<string>>();
    const link = (a: string, b: string) => links.set(a, (links.get(a) ?? new Set()).add(b));
    for (const road of city.roads)
      for (let i = 0; i + 3 < road.line.length; i += 2) {
        const [p, q] = [`${road.line[i]} ${road.line[i + 1]}`, `${road.line[i + 2]} ${road.line[i + 3]}`];
        link(p, q);
        link(q, p);
      }
    const start = [...links.keys()][0]!;
    const reached = new Set([start]);
    const open = [start];
    for (let p = open.pop(); p !== undefined; p = open.pop())
      for (const q of links.get(p) ?? [])
        if (!reached.has(q)) {
          reached.add(q);
          open.push(q);
        }
    expect(reached.size / links.size).toBeGreaterThan(0.99);
  });

  test('paints land use that agrees with what stands there', () => {
    const { grid, classes, names } = city.landUse!;
    expect(grid.cellSizeM).toBe(5);
    expect(names).toHaveLength(24);
    const used = [...new Set(classes)];
    expect(used.length).toBeGreaterThanOrEqual(15);
    expect(Math.max(...used)).toBeLessThanOrEqual(23);
    const bridge = city.roads.find((r) => r.bridge)!;
    const middle = cellAt(grid, (bridge.line[0]! + bridge.line[2]!) / 2, (bridge.line[1]! + bridge.line[3]!) / 2);
    expect(names[classes[middle]!]).toBe('avenue');
    const unknown = classes.filter((c) => c === 0).length / classes.length;
    expect(unknown).toBeLessThan(0.05);
    const wet = city.buildings.filter((b) => classes[cellAt(grid, b.outer[0]!, b.outer[1]!)] === landUseCode('water'));
    expect(wet).toEqual([]);
  });
});

test('the same seed gives the same city and another seed another', () => {
  const again = synthesiseCity(7);
  expect(again).toEqual(CITIES.get(7));
  expect(CITIES.get(1)!.buildings[0]).not.toEqual(CITIES.get(7)!.buildings[0]);
});

test('size and density scale the number of buildings', () => {
  const small = synthesiseCity(3, { sizeM: 800 });
  expect(small.boundsM).toEqual({ minX: -400, minY: -400, maxX: 400, maxY: 400 });
  expect(small.buildings.length).toBeGreaterThan(80);
  const fine = synthesiseCity(3, { sizeM: 800, density: 2 });
  expect(fine.buildings.length).toBeGreaterThan(1.4 * small.buildings.length);
  const wanted = synthesiseCity(3, { sizeM: citySizeForBuildings(4000) });
  expect(wanted.buildings.length / 4000).toBeGreaterThan(0.7);
  expect(wanted.buildings.length / 4000).toBeLessThan(1.4);
});

test('refuses seeds and options out of range with the rule', () => {
  expect(() => synthesiseCity(-1)).toThrow(/whole number/);
  expect(() => synthesiseCity(1.5)).toThrow(/whole number/);
  expect(() => synthesiseCity(1, { sizeM: 100 })).toThrow(/600/);
  expect(() => synthesiseCity(1, { density: 5 })).toThrow(/density 5/);
});
