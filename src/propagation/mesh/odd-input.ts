import { cellCentre, cellCount } from '../../raster/raster-grid.ts';
import { holdsPoint } from '../../scene/building-at.ts';
import type { Building, TriangleMesh } from '../../scene/scene.ts';
import { footOf, groundZ } from '../../scene/terrain.ts';
import type { SolveRequest } from '../solve-request.ts';
import type { Bvh } from './bvh.ts';
import type { CoincidentTriangles } from './coincident-triangles.ts';
import { solidAround } from './solid-around.ts';

interface Triangles {
  readonly mesh: TriangleMesh;
  readonly bvh: Bvh;
}

/** Triangles that count otherwise than one may think, in words. */
export function oddTriangles({
  mesh,
  bvh,
  coincident,
}: Triangles & { readonly coincident: CoincidentTriangles }): string[] {
  const all = mesh.indices.length / 3;
  const found: string[] = [];
  if (bvh.degenerate > 0) {
    found.push(
      `${bvh.degenerate} of ${all} triangles have no area, or a corner that is not a finite number; no ray can meet them.`,
    );
  }
  if (coincident.count > 0) {
    const other =
      coincident.otherMaterial > 0
        ? ` ${coincident.otherMaterial} of them are of another material than the one below, and either may count.`
        : '';
    found.push(
      `${coincident.count} of ${all} triangles lie exactly on another one: a ray meets one of the two, so that a wall that is set twice counts once.${other} Leave one out.`,
    );
  }
  return found;
}

/** What is computed all the same, and is seldom meant: an antenna inside a solid, receivers under the ground. */
export function oddPlaces(request: SolveRequest, geometry: Triangles): string[] {
  const { scene, sector, receiverZM } = request;
  const found: string[] = [];
  const roofOf = (building: Building) => footOf(building, scene).footZ + building.heightM;
  const around = scene.buildings.find(
    (building) =>
      holdsPoint(building, sector.x, sector.y) &&
      sector.z > groundZ(scene, sector.x, sector.y) &&
      sector.z < roofOf(building),
  );
  if (around) {
    found.push(
      `Sector ${sector.id} stands inside building ${around.id}, ${(roofOf(around) - sector.z).toFixed(2)} m under its roof: only what passes its walls gets out. Raise it or move it if that is not meant.`,
    );
  } else {
    const solid = solidAround(geometry, [sector.x, sector.y, sector.z]);
    if (solid !== null) {
      found.push(
        `Sector ${sector.id} stands inside the solid "${solid}" of the mesh: only what passes its faces gets out. Move it if that is not meant.`,
      );
    }
  }
  const under = request.receiverSurface ? null : underTerrain(request);
  if (under) found.push(under);
  else if (!request.receiverSurface && scene.groundZM !== null && receiverZM < scene.groundZM) {
    found.push(
      `The receivers at z = ${receiverZM} m lie ${(scene.groundZM - receiverZM).toFixed(2)} m under the ground: only what passes through it arrives. Raise them if that is not meant.`,
    );
  }
  return found;
}

/** On how much of the map a plane of receivers lies under a terrain, in words; null where nowhere. */
function underTerrain({ scene, grid, receiverZM }: SolveRequest): string | null {
  if (!scene.terrain) return null;
  let under = 0;
  for (let cell = 0; cell < cellCount(grid); cell++) {
    const { x, y } = cellCentre(grid, cell);
    if (receiverZM < groundZ(scene, x, y)) under++;
  }
  if (under === 0) return null;
  const share = ((100 * under) / cellCount(grid)).toFixed(1);
  return `The receivers at z = ${receiverZM} m lie under the ground on ${share} % of the map: only what passes through it arrives there. Give their height above the ground instead if that is not meant.`;
}
