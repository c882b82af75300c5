import type { Scene, TriangleMesh } from '../../scene/scene.ts';
import { bearingFromMath, degrees } from '../../units/angle.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import type { ExplainedPath, PathStep, SurfaceStep } from '../explain/explained-path.ts';
import type { LaunchProblem } from '../launch/launch-problem.ts';
import { AIMED_EDGE, AIMED_N, AIMED_ORIGIN, AIMED_STRIDE, type SectorWedges } from '../launch/sector-wedges.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { MeshEvent, MeshRouteTracer } from './trace-mesh-route.ts';

type Place = readonly [x: number, y: number, z: number];

/** A level surface this near to the scene's ground [m] is the ground. */
const GROUND_M = 0.01;

/** What all rays to a cell that take one way bring it. */
export interface MeshPathSum {
  /** Sum of the path gains at the cell's points [linear], and at how many of them there is one. */
  readonly sum: number;
  readonly points: number;
  /** The point nearest to the cell's centre, and the gain there. */
  readonly place: Place;
  readonly gain: number;
}

/** From the point that a path is drawn to, to the mean over the cell's `points` points. */
function shareStep({ sum, points, gain }: MeshPathSum, of: number): PathStep {
  return { kind: 'share of the cell', gainDb: dbFromLinear(sum / of / gain), share: points / of };
}

function freeSpace(lengthM: number, { wavelengthM }: LaunchProblem): PathStep {
  return { kind: 'free space', gainDb: 2 * dbFromLinear(wavelengthM / (4 * Math.PI * lengthM)), lengthM };
}

function antenna(gain: number, [x, y, z]: ArrayLike<number> & Iterable<number>): PathStep {
  return {
    kind: 'antenna',
    gainDb: dbFromLinear(gain),
    bearingDeg: bearingFromMath(Math.atan2(y!, x!)),
    elevationDeg: degrees(Math.asin(Math.max(-1, Math.min(1, z!)))),
  };
}

/** The ray that the tracer followed last, as a path with its budget; `of` points make a cell. */
export function writeRay(p: LaunchProblem, tracer: MeshRouteTracer, sum: MeshPathSum, of: number): ExplainedPath {
  const { events, lengthM, antennaGain, departure } = tracer;
  const { sector, geometry } = p;
  const gain = sum.sum / of;
  const through = events.some((event) => event.through);
  const mechanism = events.length === 0 ? PROVENANCE.direct : through ? PROVENANCE.transmitted : PROVENANCE.reflected;
  const places: Place[] = [[sector.x, sector.y, sector.z], ...events.map(({ place }) => place), sum.place];
  return {
    mechanism,
    pointsM: Float64Array.from(places.flat()),
    gain,
    gainDb: dbFromLinear(gain),
    lengthM,
    steps: [
      freeSpace(lengthM, p),
      antenna(antennaGain, departure),
      ...events.map((event) => surfaceStep(geometry.scene, geometry.mesh, p, event)),
      shareStep(sum, of),
    ],
  };
}

function surfaceStep(scene: Scene, mesh: TriangleMesh, p: LaunchProblem, event: MeshEvent): SurfaceStep {
  const { planes, triangle } = p.tracer.bvh;
  const t = triangle[event.slot]!;
  const level = Math.abs(planes[12 * event.slot + 2]!) > 1 - 1e-9;
  const ground = scene.groundZM !== null && level && Math.abs(event.place[2] - scene.groundZM) < GROUND_M;
  return {
    kind: event.through ? 'transmission' : ground ? 'ground' : 'reflection',
    gainDb: dbFromLinear(event.factor),
    building: ground ? null : (mesh.objects[mesh.object[t]!] ?? null),
    material: mesh.materials[mesh.material[t]!]!,
    incidenceDeg: degrees(Math.acos(Math.min(1, event.cosine))),
  };
}

/** A ray bent at `alongM` of a wedge's edge, as a path. `antennaGain` is that towards the edge. */
export function writeWedgeRay(
  p: LaunchProblem,
  wedges: SectorWedges,
  wedge: number,
  alongM: number,
  antennaGainTowards: (direction: Place) => number,
  sum: MeshPathSum,
  of: number,
): ExplainedPath {
  const { values } = wedges;
  const at = AIMED_STRIDE * wedge;
  const on = (k: number) => values[at + AIMED_ORIGIN + k]! + alongM * values[at + AIMED_EDGE + k]!;
  const edge: Place = [on(0), on(1), on(2)];
  const { sector } = p;
  const start: Place = [sector.x, sector.y, sector.z];
  const first = Math.hypot(...edge.map((x, k) => x - start[k]!));
  const lengthM = first + Math.hypot(...sum.place.map((x, k) => x - edge[k]!));
  const direction = edge.map((x, k) => (x - start[k]!) / first) as unknown as Place;
  const antennaGain = antennaGainTowards(direction);
  const gain = sum.sum / of;
  const before = antennaGain * (p.wavelengthM / (4 * Math.PI * lengthM)) ** 2;
  return {
    mechanism: PROVENANCE.diffracted,
    pointsM: Float64Array.from([start, edge, sum.place].flat()),
    gain,
    gainDb: dbFromLinear(gain),
    lengthM,
    steps: [
      freeSpace(lengthM, p),
      antenna(antennaGain, direction),
      {
        kind: 'wedge',
        gainDb: dbFromLinear(sum.gain / before),
        angleDeg: 180 * (2 - values[at + AIMED_N]!),
        zM: edge[2],
      },
      shareStep(sum, of),
    ],
  };
}
