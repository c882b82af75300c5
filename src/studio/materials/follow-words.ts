import type { EngineName } from '../../worker/engine-protocol.ts';
import type { PathsState } from '../app/path-keeper.ts';
import { heededBy } from '../engines/engine-choice.ts';

/** How the map follows a change of materials, in words. */
export function followWords(paths: PathsState | null, sectors: number, throughWalls: boolean): string {
  if (throughWalls) return 'Every change is solved anew, as waves go through walls.';
  if (paths?.state === 'refused') return 'Every change is solved anew: the paths of the map are not kept.';
  if (paths?.state !== 'kept' || paths.kept?.follows !== 'materials')
    return 'Changes are solved anew until the paths of a selected sector are kept.';
  const own = `The map of ${paths.sectorId} follows at once`;
  return sectors > 1 ? `${own}; other sectors are solved anew.` : `${own}.`;
}

/** What materials do to maps by an engine other than the sweep; null for the sweep, whose map may follow. */
export function materialWords(engine: EngineName, name: string): string | null {
  if (engine === 'sweep') return null;
  return heededBy(engine).materials
    ? 'Every change is solved anew.'
    : `${name} takes no materials: its map stays as it is. Engines that trace heed them.`;
}
