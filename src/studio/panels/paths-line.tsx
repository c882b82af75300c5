import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';

/** Whether the map follows this sector's antenna and the city's materials at once, or is solved anew. */
export function PathsLine({ sectorId }: { readonly sectorId: string }) {
  const paths = useStudio((s) => (s.paths?.sectorId === sectorId ? s.paths : null));
  const throughWalls = useStudio((s) => s.history.project.settings.refraction);
  const map = useStudio((s) => s.map?.solves.engines.join());
  if (!paths || map !== 'sweep') return null;
  const megabytes = formatCount(Math.ceil((paths.kept?.bytes ?? 0) / 2 ** 20));
  const all = 'azimuth, tilt, pattern and materials';
  return (
    <output className="row-note paths-line">
      {paths.state === 'recording' &&
        `Recording this map’s paths, for ${throughWalls ? 'azimuth, tilt and pattern' : all} to follow at once.`}
      {paths.state === 'kept' &&
        (paths.kept?.follows === 'materials'
          ? `Paths kept (${megabytes} MB): ${all} follow at once.`
          : `Paths kept (${megabytes} MB): azimuth, tilt and pattern follow at once; materials are solved anew, as waves go through walls.`)}
      {paths.state === 'refused' && (
        <details>
          <summary>Every change is solved anew.</summary>
          {paths.reason}
        </details>
      )}
    </output>
  );
}
