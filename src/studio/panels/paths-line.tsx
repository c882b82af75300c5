import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';

/** Whether the map follows this sector's antenna at once, or is solved anew. */
export function PathsLine({ sectorId }: { readonly sectorId: string }) {
  const paths = useStudio((s) => (s.paths?.sectorId === sectorId ? s.paths : null));
  if (!paths) return null;
  const megabytes = formatCount(Math.ceil((paths.kept?.bytes ?? 0) / 2 ** 20));
  const followed =
    paths.kept?.follows === 'materials' ? 'azimuth, tilt, pattern and materials' : 'azimuth, tilt and pattern';
  return (
    <output className="row-note paths-line">
      {paths.state === 'recording' && 'Recording this map’s paths, for azimuth, tilt and pattern to follow at once.'}
      {paths.state === 'kept' && `Paths kept (${megabytes} MB): ${followed} follow at once.`}
      {paths.state === 'refused' && (
        <details>
          <summary>Every change is solved anew.</summary>
          {paths.reason}
        </details>
      )}
    </output>
  );
}
