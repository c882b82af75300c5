import type { PointedSite } from '../../planning/network-setup.ts';
import { baseZ } from '../../scene/terrain.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { MapMark } from '../store/editing-state.ts';
import type { SitePlan } from '../store/network-plan-store.ts';

/** Places that were picked and those that were ranked, each once. */
export function marksOf(
  points: readonly PointedSite[],
  plan: Pick<SitePlan, 'candidates'> | null,
  shownSite: string | null,
  scene: SceneView,
): readonly MapMark[] {
  const sites = new Map((plan?.candidates ?? []).map((sector) => [sector.siteId, sector]));
  const ranked = [...sites].map(([id, { x, y, z }]) => ({ id, x, y, heightM: z - baseZ(scene, x, y) }));
  const apart = points.filter(({ x, y }) => !ranked.some((place) => Math.hypot(place.x - x, place.y - y) < 0.1));
  return [...apart, ...ranked].map(({ id, x, y, heightM }) => ({ id, x, y, heightM, strong: id === shownSite }));
}
