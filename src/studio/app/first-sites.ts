import type { SceneView } from '../../worker/engine-protocol.ts';
import { FIRST_SECTOR } from '../sites/site-templates.ts';
import type { SectorSettings, SiteSettings } from '../store/project-document.ts';

/** One site of three sectors above the roof that is nearest to the middle of the scene: something to take hold of. */
export function firstSites(scene: SceneView): { sites: SiteSettings[]; sectors: SectorSettings[] } {
  const { minX, minY, maxX, maxY } = scene.boundsM;
  const middle = { x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
  const roofs = scene.buildings.map((building) => ({ ...cornerOf(building.outer), heightM: building.heightM }));
  const distance = (p: { x: number; y: number }) => Math.hypot(p.x - middle.x, p.y - middle.y);
  const [nearest] = roofs.sort((a, b) => distance(a) - distance(b));
  const at = nearest ?? { ...middle, heightM: 20 };
  const heightM = Math.round(at.heightM) + 4;
  const sectors = ['A', 'B', 'C'].map((letter, i) => ({
    ...FIRST_SECTOR,
    id: `Site 1 ${letter}`,
    siteId: 'Site 1',
    x: at.x,
    y: at.y,
    heightM,
    azimuthDeg: 30 + 120 * i,
  }));
  return { sites: [{ id: 'Site 1', name: 'Site 1' }], sectors };
}

function cornerOf(ring: Float64Array): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length; i += 2) {
    x += ring[i]!;
    y += ring[i + 1]!;
  }
  const n = ring.length / 2;
  // One metre off the first corner, towards the middle: an antenna stands at the edge of its roof.
  const dx = x / n - ring[0]!;
  const dy = y / n - ring[1]!;
  const length = Math.max(1, Math.hypot(dx, dy));
  return { x: ring[0]! + dx / length, y: ring[1]! + dy / length };
}
