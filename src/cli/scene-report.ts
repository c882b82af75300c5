import { wgs84FromLocal } from '../raster/geo-frame.ts';
import { countHeightSources, HEIGHT_SOURCES, type HeightSourceCounts } from '../scene/height-rules.ts';
import type { Scene } from '../scene/scene.ts';
import type { Terminal } from './terminal.ts';

/** What `scene --json` says of a scene. */
export function sceneReport(scene: Scene) {
  const b = scene.boundsM;
  const materials: Record<string, number> = {};
  for (const { wallMaterial } of scene.buildings) materials[wallMaterial] = (materials[wallMaterial] ?? 0) + 1;
  for (const name of scene.mesh?.materials ?? []) materials[name] ??= 0;
  const heights = scene.buildings.map((building) => building.heightM).sort((p, q) => p - q);
  return {
    name: scene.name,
    source: scene.source,
    counts: {
      buildings: scene.buildings.length,
      triangles: scene.mesh === null ? null : scene.mesh.indices.length / 3,
      materials: Object.keys(materials).length,
      roads: scene.roads.length,
      water: scene.water.length,
    },
    materials,
    extent: { x0: b.minX, y0: b.minY, x1: b.maxX, y1: b.maxY, width: b.maxX - b.minX, height: b.maxY - b.minY },
    origin: scene.frame === null ? null : { ...wgs84FromLocal(scene.frame, 0, 0), epsg: scene.frame.epsg },
    ground: { z: scene.groundZM, material: scene.groundMaterial },
    heights:
      heights.length === 0 ? null : { min: heights[0], median: heights[heights.length >> 1], max: heights.at(-1) },
    height_sources: countHeightSources(scene.buildings),
    cut_from: scene.origin ?? null,
    extruded: scene.extruded,
    fidelity: scene.fidelity,
    issues: scene.issues,
  };
}

export function sceneText(scene: Scene): string[] {
  const report = sceneReport(scene);
  const { counts, extent, origin } = report;
  const triangles = counts.triangles === null ? '' : `, ${counts.triangles} triangles`;
  const lines = [
    `${scene.name}: ${counts.buildings} buildings${triangles}, ${counts.materials} materials, ${extent.width.toFixed(0)} x ${extent.height.toFixed(0)} m`,
    origin === null
      ? 'no place on the Earth'
      : `origin ${origin.latDeg.toFixed(6)}, ${origin.lonDeg.toFixed(6)}${origin.epsg === null ? '' : ` (EPSG:${origin.epsg})`}`,
    ...heightText(report.height_sources),
    fidelityText(scene) ?? 'every solid is an upright prism: the sweep is exact',
  ];
  return [...lines, ...scene.issues.map((issue) => `${issue.kind}: ${issue.message}`)];
}

function heightText(counts: HeightSourceCounts | null): string[] {
  if (counts === null) return [];
  const parts = HEIGHT_SOURCES.filter((source) => counts[source] > 0).map((source) => `${counts[source]} ${source}`);
  return [`heights: ${parts.join(', ')}`];
}

/** How far the prisms are from the mesh; null where they are all of it. */
export function fidelityText(scene: Scene): string | null {
  if (scene.extruded) return null;
  if (scene.fidelity === null) return 'the scene is not made of upright prisms';
  const { triangles, otherShare, otherAreaShare } = scene.fidelity;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `${percent(otherShare)} of ${triangles} triangles (${percent(otherAreaShare)} of the area) are neither upright walls, flat roofs nor ground`;
}

export function warnOfIssues(issues: Scene['issues'], terminal: Terminal): void {
  for (const issue of issues) terminal.warn(issue.message);
}
