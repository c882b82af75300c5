import { bearingFromMath } from '../../units/angle.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { isSelected } from '../store/selection.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

type Targets = Pick<MapPicture, 'scene' | 'sectors' | 'selection'>;

/** The sector whose mast top is at the point of the window, or nearer than `reach` [px]. */
export function mastAt(
  screen: ScreenPoint,
  { sectors, selection }: Targets,
  view: MapView,
  reach: number,
): SectorSettings | null {
  let best: SectorSettings | null = null;
  let nearest = reach;
  for (const sector of sectors) {
    const top = view.screenOf(sector.x, sector.y, sector.heightM);
    const distance = Math.hypot(top.x - screen.x, top.y - screen.y);
    // Sectors of one mast lie on each other: the selected one wins.
    if (distance < nearest || (distance === nearest && isSelected(sector, selection))) {
      nearest = distance;
      best = sector;
    }
  }
  return best;
}

/** The sector into whose lobe the point falls: within its reach and nearest to its boresight. */
export function lobeAt(screen: ScreenPoint, { scene, sectors }: Targets, view: MapView): SectorSettings | null {
  if (!scene) return null;
  const reachM = lobeReachM(scene) * 0.42;
  let best: SectorSettings | null = null;
  let smallest = 45;
  for (const sector of sectors) {
    const at = view.positionAt(screen, sector.heightM);
    if (Math.hypot(at.x - sector.x, at.y - sector.y) > reachM) continue;
    const bearing = bearingFromMath(Math.atan2(at.y - sector.y, at.x - sector.x));
    const off = Math.abs(((bearing - sector.azimuthDeg + 540) % 360) - 180);
    if (off < smallest) {
      smallest = off;
      best = sector;
    }
  }
  return best;
}
