import { LAMBERTIAN } from '../../radio/scattering.ts';
import { sceneMesh } from '../../scene/mesh-from-prisms.ts';
import type { Scene, TriangleMesh } from '../../scene/scene.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { badInput } from '../../units/errors.ts';
import { checkReceivers, receiversOf } from '../receivers/receivers.ts';
import type { SolveRequest } from '../solve-request.ts';
import { type Bvh, buildBvh } from './bvh.ts';
import { type CoincidentTriangles, coincidentTriangles } from './coincident-triangles.ts';
import { checkMeshBudget } from './mesh-budget.ts';
import { oddPlaces, oddTriangles } from './odd-input.ts';
import { createRayCaster } from './ray-caster.ts';
import { RAY_STATE_LENGTH } from './ray-state.ts';
import type { TracerInput } from './ray-tracer.ts';
import { checkScattering, roughnessOf, SMOOTH, scatteringOf } from './roughness.ts';
import { createSlabTable, type SlabTable } from './slab-table.ts';
import { type Wedges, wedgesOf } from './wedges.ts';

/** The triangles of a scene and the hierarchy over them: the same for every sector. */
export interface TraceGeometry {
  readonly scene: Scene;
  readonly mesh: TriangleMesh;
  readonly bvh: Bvh;
  readonly coincident: CoincidentTriangles;
  /** The mesh's wedges, found when first asked for. */
  readonly wedges: () => Wedges;
}

/**
 * @param check refuses so many triangles where the caller can not take them
 * @throws UserError('over-budget') for more triangles than there is memory for
 */
export function traceGeometry(scene: Scene, check?: (triangles: number) => void): TraceGeometry {
  const mesh = sceneMesh(scene);
  const triangles = mesh.indices.length / 3;
  checkMeshBudget(triangles, 'hierarchy');
  check?.(triangles);
  const bvh = buildBvh(mesh);
  let wedges: Wedges | null = null;
  return {
    scene,
    mesh,
    bvh,
    coincident: coincidentTriangles(mesh, bvh),
    wedges: () => {
      checkMeshBudget(triangles, 'wedges');
      wedges ??= wedgesOf(mesh);
      return wedges;
    },
  };
}

/** What the tracer needs, and what the user is to be told. */
export interface PreparedTrace {
  readonly input: TracerInput;
  /** Wedges to diffract at; null where the request is without diffraction. */
  readonly wedges: Wedges | null;
  readonly warnings: readonly string[];
}

/**
 * Tabulates the materials of a request at its frequency and puts the tracer's input together.
 * @throws UserError('bad-input') for an unknown material
 */
export function prepareTrace(request: SolveRequest, geometry: TraceGeometry): PreparedTrace {
  const { scene, sector, settings } = request;
  const { mesh, bvh, wedges } = geometry;
  const warnings = [...oddTriangles(geometry), ...oddPlaces(request, geometry)];
  const slabs = mesh.materials.map((name) => {
    const thickness = scene.thicknessM[name] ?? settings.wallThicknessM;
    const scattering = scatteringOf(name, request);
    if (scattering) checkScattering(scattering, name);
    const roughness = scattering ? roughnessOf(scattering) : SMOOTH;
    const table = createSlabTable(name, thickness, sector.frequencyHz, request.materials, roughness);
    if (table.warning && !warnings.includes(table.warning)) warnings.push(table.warning);
    return table;
  });
  // A diffraction is an interaction: depth 0 has none.
  const diffracts = settings.diffraction && settings.maxDepth > 0;
  return { input: tracerInput(request, mesh, bvh, slabs), wedges: diffracts ? wedges() : null, warnings };
}

function tracerInput(request: SolveRequest, mesh: TriangleMesh, bvh: Bvh, slabs: readonly SlabTable[]): TracerInput {
  const slabOfSlot = new Uint16Array(bvh.triangle.length);
  for (let slot = 0; slot < slabOfSlot.length; slot++) slabOfSlot[slot] = mesh.material[bvh.triangle[slot]!]!;
  return {
    bvh,
    slabs,
    slabOfSlot,
    grid: request.grid,
    receivers: receiversOf(request),
    ceilingZM: ceilingZ(request, mesh, bvh),
    wavelengthM: SPEED_OF_LIGHT / request.sector.frequencyHz,
    settings: request.settings,
  };
}

/**
 * z [m] above which no up-going ray comes down again. Only a surface that is not upright can turn a ray down, so that is the top
 * of the highest such triangle. Among upright prisms, from outside and without transmission, it is nowhere: roofs are met from
 * above only.
 */
function ceilingZ(request: SolveRequest, mesh: TriangleMesh, bvh: Bvh): number {
  const { refraction, scattering } = request.settings;
  if (request.scene.extruded && !request.scene.terrain && !refraction && !scattering && seesSky(request.sector, bvh))
    return -Infinity;
  let ceiling = -Infinity;
  for (let slot = 0; slot < bvh.triangle.length; slot++) {
    // A rough wall turns rays down as well.
    if (bvh.planes[12 * slot + 2] === 0 && !scattering) continue;
    const t = bvh.triangle[slot]!;
    for (let k = 0; k < 3; k++) ceiling = Math.max(ceiling, mesh.positions[3 * mesh.indices[3 * t + k]! + 2]!);
  }
  return ceiling;
}

function seesSky(from: { readonly x: number; readonly y: number; readonly z: number }, bvh: Bvh): boolean {
  const ray = new Float64Array(RAY_STATE_LENGTH);
  ray.set([from.x, from.y, from.z, 0, 0, 1]);
  return createRayCaster(bvh, ray).closest() < 0;
}

/** @throws UserError('bad-input') for a transmitter, plane, ray count, depth or thickness that no map can be computed with */
export function checkRequest(request: SolveRequest): void {
  const { sector, settings, scene } = request;
  if (![sector.x, sector.y, sector.z].every(Number.isFinite)) {
    throw badInput(
      `Sector "${sector.id}" stands at (${sector.x}, ${sector.y}, ${sector.z}); give three finite metres.`,
    );
  }
  checkReceivers(request);
  if (!(Number.isInteger(settings.rays) && settings.rays >= 1 && settings.rays < 2 ** 32)) {
    throw badInput(`${settings.rays} rays: give a whole number from 1 to 4294967295.`);
  }
  if (!(Number.isInteger(settings.maxDepth) && settings.maxDepth >= 0)) {
    throw badInput(`Maximum depth ${settings.maxDepth}: give a whole number of interactions, 0 or more.`);
  }
  const { scattering } = settings;
  if (scattering) {
    const { coefficient, lobe = LAMBERTIAN, crossPolarisation = 0 } = scattering;
    checkScattering({ coefficient, lobe, crossPolarisation }, 'all surfaces');
  }
  for (const thickness of [settings.wallThicknessM, ...Object.values(scene.thicknessM)]) {
    if (!(thickness >= 0 && Number.isFinite(thickness))) {
      throw badInput(`Thickness of a wall ${thickness} m: give 0 or more metres.`);
    }
  }
}
