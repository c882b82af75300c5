import { baseZ } from '../../scene/terrain.ts';
import type { Sector } from '../../sites/sector.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { SectorSettings, SiteSettings } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** Engine sectors as the studio edits them; tabulated patterns go to the registry under their name. */
export function sectorsInStudio(
  sectors: readonly Sector[],
  scene: SceneView,
  registry: TypedArrayRegistry,
): { sites: SiteSettings[]; sectors: SectorSettings[] } {
  const settings = sectors.map(({ z, pattern, ...rest }): SectorSettings => {
    const name = typeof pattern === 'string' ? pattern : pattern.name;
    registry.patterns.set(name, pattern);
    return { ...rest, heightM: z - baseZ(scene, rest.x, rest.y), pattern: name };
  });
  const ids = [...new Set(settings.map((s) => s.siteId))];
  return { sites: ids.map((id) => ({ id, name: id })), sectors: settings };
}
