import { cellAt } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { selectedSectors } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';

type Asked = Pick<StudioState, 'explain' | 'history' | 'selection'>;

/** The sector whose paths are told: the one that was asked for, else the best server, else where nothing serves the one in hand or the nearest. */
export function explainedSector({ explain, history, selection }: Asked, map: NetworkMap | null): SectorSettings | null {
  const { sectors } = history.project;
  const { place } = explain;
  if (!place) return null;
  const asked = sectors.find(({ id }) => id === explain.sectorId);
  if (asked) return asked;
  const cell = map ? cellAt(map.grid, place.x, place.y) : -1;
  const server = map && cell >= 0 ? map.sectorIds[map.server[cell]!] : undefined;
  const best = sectors.find(({ id }) => id === server);
  if (best) return best;
  const inHand = selectedSectors(selection, sectors)[0];
  if (inHand) return inHand;
  const distance = (s: SectorSettings) => Math.hypot(s.x - place.x, s.y - place.y);
  return [...sectors].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
