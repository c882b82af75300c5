import { holdsPoint } from '../../scene/building-at.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { badInput } from '../../units/errors.ts';

const NO_BUILDING = 0xffffffff;

/**
 * Indices of the (at most two, highest) buildings whose footprint holds the sector and whose roof is below its antenna.
 * Buildings no higher than `aboveM` [m above the ground] do not count. Throws UserError when the antenna is inside a building: no
 * map from there would mean anything to the user.
 */
export function buildingsUnder(scene: Scene, sector: Sector, aboveM = 0): [number, number] {
  const z = sector.z - (scene.groundZM ?? 0);
  const under: number[] = [];
  scene.buildings.forEach((building, index) => {
    if (building.heightM <= aboveM || !holdsPoint(building, sector.x, sector.y)) return;
    if (z <= building.heightM)
      throw badInput(
        `Sector ${sector.id} at height ${z.toFixed(2)} m is inside building ${building.id}, whose roof is at ` +
          `${building.heightM.toFixed(2)} m: raise the antenna above the roof or move it off the footprint.`,
      );
    under.push(index);
  });
  under.sort((a, b) => scene.buildings[b]!.heightM - scene.buildings[a]!.heightM);
  return [under[0] ?? NO_BUILDING, under[1] ?? NO_BUILDING];
}
