import { css, seriesColour } from '../map/colour-scales.ts';
import { useStudio } from '../store/studio-store.ts';

/** Names beside the colours of lines. */
export function SeriesKeys({ names, truth }: { readonly names: readonly string[]; readonly truth: string | null }) {
  const theme = useStudio((s) => s.themeNow);
  return (
    <p className="chart-keys plan-keys">
      {names.map((name, i) => (
        <span key={name}>
          <span className="key" style={{ background: css(seriesColour(i, theme)) }} /> {name}
          {name === truth && ' (truth)'}
        </span>
      ))}
    </p>
  );
}
