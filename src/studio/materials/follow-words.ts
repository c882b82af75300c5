import type { PathsState } from '../app/path-keeper.ts';

/** How the map follows a change of materials, in words. */
export function followWords(paths: PathsState | null, sectors: number, throughWalls: boolean): string {
  if (throughWalls) return 'Every change is solved anew, as waves go through walls.';
  if (paths?.state === 'refused') return 'Every change is solved anew: the paths of the map are not kept.';
  if (paths?.state !== 'kept' || paths.kept?.follows !== 'materials')
    return 'Changes are solved anew until the paths of a selected sector are kept.';
  const own = `The map of ${paths.sectorId} follows at once`;
  return sectors > 1 ? `${own}; other sectors are solved anew.` : `${own}.`;
}
