import type { ThemeName } from '../app/theme.ts';
import { classSwatches } from '../map/value-colours.ts';
import { pointsApart } from '../results/legend-content.ts';
import { edgesOf, scaleOf } from '../results/value-scale.ts';
import { useStudio } from '../store/studio-store.ts';

/** What measured points mean where the legend is of something else. */
export function PointsLine({ theme }: { readonly theme: ThemeName }) {
  const shown = useStudio((s) => s.measuredShown && s.measurements !== null);
  const apart = useStudio(pointsApart);
  const scale = useStudio((s) => scaleOf(s.scales, 'rsrp'));
  if (!shown || !apart) return null;
  const swatches = classSwatches('rsrp', scale, theme);
  const edges = edgesOf('rsrp', scale).map((edge) => String(edge).replace('-', '−'));
  return (
    <p className="points-line">
      <span className="points-name">Points: measured RSRP, dBm</span>
      <span className="quiet">{edges[0]}</span>
      <span className="points-strip" aria-hidden>
        {[...swatches].reverse().map((background) => (
          <span key={background} style={{ background }} />
        ))}
      </span>
      <span className="quiet">{edges.at(-1)}</span>
    </p>
  );
}
