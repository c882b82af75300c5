import type { Road } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { type RoadGraph, type RoadLink, roadGraph } from './road-graph.ts';

/** Places along a drive, in the order of time. */
export interface DriveTrack {
  /** [m, scene frame] */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Seconds since the start. */
  readonly timeS: Float64Array;
}

/** A driver explores a quarter for this long [m], then goes to another part of the town. */
const QUARTER_M = 700;

/**
 * Drives through a street net: on along streets not driven yet, straight on by preference, else the shortest way to the next
 * one, and after every 700 m across to a part of the town that is far from all seen so far, until `samples` places, one every `everyM` [m > 0], have been passed; on the right-hand side, faster on wider streets
 * (20 to 50 km/h). Starts at a random node. Throws UserError('bad-input') where there is no street or a number is out of range.
 */
export function driveRoute(roads: readonly Road[], samples: number, everyM: number, seed: number): DriveTrack {
  if (!(Number.isInteger(samples) && samples > 0)) throw badInput(`A drive of ${samples} samples needs at least 1.`);
  if (!(everyM > 0)) throw badInput(`A sample every ${everyM} m: the distance must be greater than 0.`);
  const graph = roadGraph(roads);
  if (graph.x.length === 0) throw badInput('The scene has no streets to drive along.');
  const random = new Random(seed);
  const track = { x: new Float64Array(samples), y: new Float64Array(samples), timeS: new Float64Array(samples) };
  const driven = new Set<number>();
  let node = random.below(graph.x.length);
  let from = -1;
  let timeS = 0;
  let untilNext = 0;
  let taken = 0;
  let inQuarterM = 0;
  const stops = [node];
  while (taken < samples) {
    let way = nextLinks(graph, node, from, driven, random);
    if (inQuarterM > QUARTER_M) {
      const stop = farStop(graph, stops, driven, random);
      const across = wayTo(graph, node, (n) => n === stop);
      stops.push(stop);
      inQuarterM = 0;
      if (across.length > 0) way = across;
    }
    for (const link of way) {
      driven.add(link.piece);
      if (way.length === 1) inQuarterM += link.lengthM;
      const ux = (graph.x[link.to]! - graph.x[node]!) / link.lengthM;
      const uy = (graph.y[link.to]! - graph.y[node]!) / link.lengthM;
      const speed = speedOf(link.widthM);
      const lane = link.widthM / 4;
      let at = untilNext;
      for (; at < link.lengthM && taken < samples; at += everyM) {
        track.x[taken] = graph.x[node]! + at * ux + lane * uy;
        track.y[taken] = graph.y[node]! + at * uy - lane * ux;
        track.timeS[taken] = timeS + at / speed;
        taken++;
      }
      untilNext = at - link.lengthM;
      timeS += link.lengthM / speed;
      from = node;
      node = link.to;
    }
  }
  return track;
}

/** [m/s] */
function speedOf(widthM: number): number {
  return (widthM >= 14 ? 50 : widthM >= 8 ? 30 : 20) / 3.6;
}

/** The next street not driven yet, or the way to the nearest one; when all are driven, they count as new again. */
function nextLinks(graph: RoadGraph, node: number, from: number, driven: Set<number>, random: Random): RoadLink[] {
  const fresh = graph.links[node]!.filter((link) => !driven.has(link.piece));
  if (fresh.length > 0) return [straightest(graph, node, from, fresh, random)];
  const way = wayTo(graph, node, (n) => graph.links[n]!.some((link) => !driven.has(link.piece)));
  if (way.length > 0) return way;
  driven.clear();
  return [random.pick(graph.links[node]!)];
}

function straightest(
  graph: RoadGraph,
  node: number,
  from: number,
  links: readonly RoadLink[],
  random: Random,
): RoadLink {
  if (from < 0 || random.chance(0.15)) return random.pick(links);
  const dx = graph.x[node]! - graph.x[from]!;
  const dy = graph.y[node]! - graph.y[from]!;
  const score = (link: RoadLink) =>
    ((graph.x[link.to]! - graph.x[node]!) * dx + (graph.y[link.to]! - graph.y[node]!) * dy) / link.lengthM;
  return links.reduce((best, link) => (score(link) > score(best) ? link : best));
}

/** Of some nodes with a street not driven yet, the one furthest from all stops so far. */
function farStop(graph: RoadGraph, stops: readonly number[], driven: ReadonlySet<number>, random: Random): number {
  let best = stops[0]!;
  let most = -1;
  for (let k = 0; k < 7; k++) {
    const node = random.below(graph.x.length);
    if (graph.links[node]!.every((link) => driven.has(link.piece))) continue;
    const apart = Math.min(...stops.map((s) => Math.hypot(graph.x[s]! - graph.x[node]!, graph.y[s]! - graph.y[node]!)));
    if (apart > most) {
      most = apart;
      best = node;
    }
  }
  return best;
}

/** Fewest pieces from the node to another that is wanted; empty where there is none. */
function wayTo(graph: RoadGraph, start: number, wanted: (node: number) => boolean): RoadLink[] {
  const before = new Map<number, { node: number; link: RoadLink }>();
  const open = [start];
  for (let head = 0; head < open.length; head++) {
    const node = open[head]!;
    if (node !== start && wanted(node)) {
      const way: RoadLink[] = [];
      for (let at = node; at !== start; ) {
        const step = before.get(at)!;
        way.unshift(step.link);
        at = step.node;
      }
      return way;
    }
    for (const link of graph.links[node]!)
      if (link.to !== start && !before.has(link.to)) {
        before.set(link.to, { node, link });
        open.push(link.to);
      }
  }
  return [];
}
