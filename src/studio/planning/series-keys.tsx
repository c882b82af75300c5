import type { ThemeName } from '../app/theme.ts';
import { css, seriesColour } from '../map/colour-scales.ts';

/** Names beside the colours of lines. */
interface SeriesKeysProps {
  readonly names: readonly string[];
  readonly truth: string | null;
  readonly theme: ThemeName;
}

export function SeriesKeys({ names, truth, theme }: SeriesKeysProps) {
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
