import { useMemo } from 'react';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { explainedSector } from '../explain/explained-sector.ts';
import { scaleOf } from '../results/value-scale.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { type ProfileData, profileData } from './profile-data.ts';
import { type SectionPicture, sectionPicture } from './section-picture.ts';

export interface ShownProfile {
  readonly data: ProfileData;
  /** The sector that the line begins at. */
  readonly sector: SectorSettings | null;
  readonly startHeightM: number;
  readonly endHeightM: number;
  readonly frequencyHz: number;
  /** The level over the line, where it was computed. */
  readonly section?: SectionPicture | null;
}

const DEFAULT_FREQUENCY_HZ = 2e9;

/** The line of the profile with what lies along it; null while there is none. */
export function useProfile(): ShownProfile | null {
  const session = useSession();
  const profile = useStudio((s) => s.profile);
  const { points, drawing } = profile;
  const settings = useStudio((s) => s.history.project.settings);
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const measurementId = useStudio((s) => s.history.project.measurementId);
  const sectors = useStudio((s) => s.history.project.sectors);
  const version = useStudio((s) => s.map?.version ?? 0);
  const other = useStudio((s) => explainedSector(s, session.registry.networkMap));
  const sector = sectors.find(({ id }) => id === profile.sectorId) ?? null;
  const startHeightM = profile.startHeightM ?? sector?.heightM ?? settings.receiverHeightM;
  const endHeightM = profile.endHeightM ?? settings.receiverHeightM;
  const frequencyHz = (sector ?? other ?? sectors[0])?.frequencyHz ?? DEFAULT_FREQUENCY_HZ;
  const data = useMemo(() => {
    const scene = session.registry.scenes.get(sceneId ?? '');
    if (!scene || drawing || points.length < 2) return null;
    const own = sector && session.refinedMapOf(sector.id);
    const map = session.registry.networkMap;
    return profileData({
      points,
      scene,
      // A line from a sector shows what that sector brings. `version`: maps are replaced in the registry.
      levels: own && sector ? levelsOf(own, sector) : version >= 0 && map ? map : null,
      measured: session.registry.measurements.get(measurementId ?? '') ?? null,
      startHeightM,
      endHeightM,
      frequencyHz,
    });
  }, [session, sceneId, drawing, points, sector, version, measurementId, startHeightM, endHeightM, frequencyHz]);
  const section = useSectionPicture(data?.datumZM ?? 0);
  return data && { data, sector, startHeightM, endHeightM, frequencyHz, section };
}

function useSectionPicture(datumZM: number): SectionPicture | null {
  const { registry } = useSession();
  const theme = useStudio((s) => s.themeNow);
  const scale = useStudio((s) => scaleOf(s.scales, 'rsrp'));
  const sectorId = useStudio((s) => s.profile.section.sectorId);
  const sector = useStudio((s) => s.history.project.sectors.find(({ id }) => id === sectorId) ?? null);
  const map = sectorId === null ? null : registry.section;
  return useMemo(
    () => (map && sector ? sectionPicture(map, sector, datumZM, scale, theme) : null),
    [map, sector, datumZM, scale, theme],
  );
}

function levelsOf({ grid, pathGainDb }: SectorMap, sector: SectorSettings) {
  const reference = resourceElementDbm(sector);
  return { grid, rsrpDbm: pathGainDb.map((gain) => gain + reference) };
}
