import type { BoundsM } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import { type PlanCity, planCity } from './plan-city.ts';

interface Kept {
  readonly reach: BoundsM;
  readonly aboveM: number;
  readonly plan: PlanCity;
}

/** The last plan of every scene that is still in use: a dragged sector, or its neighbours, need not pack the city again. */
const kept = new WeakMap<Scene, Kept>();

/** planCity(scene, reach, aboveM), or the plan made last time for the same reach and height. */
export function keptPlan(scene: Scene, reach: BoundsM, aboveM: number): PlanCity {
  const last = kept.get(scene);
  if (last && last.aboveM === aboveM && sameBounds(last.reach, reach)) return last.plan;
  const plan = planCity(scene, reach, aboveM);
  kept.set(scene, { reach, aboveM, plan });
  return plan;
}

function sameBounds(a: BoundsM, b: BoundsM): boolean {
  return a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
}
