import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { lineWords } from '../engines/line-words.ts';
import { FeatureCard } from '../features/feature-card.tsx';
import { css, layerColours } from '../map/colour-scales.ts';
import { type ClassLayer, legendContent } from '../results/legend-content.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { formatArea, formatShare } from '../ui/format.ts';

/** What the colours of the layer on the map mean. */
export function Legend({ theme }: { readonly theme: ThemeName }) {
  const layer = useStudio((s) => s.layer);
  const cellSizeM = useStudio((s) => s.map?.cellSizeM ?? null);
  if (layer === 'none' || cellSizeM === null) return null;
  if (layer === 'features') return <FeatureCard />;
  return <ClassLegend layer={layer} cellSizeM={cellSizeM} theme={theme} />;
}

interface ClassLegendProps {
  readonly layer: ClassLayer;
  readonly cellSizeM: number;
  readonly theme: ThemeName;
}

/** The classes with the ground they cover; cells under roofs are not counted. */
function ClassLegend({ layer, cellSizeM, theme }: ClassLegendProps) {
  const session = useSession();
  const folded = useStudio((s) => s.folded.legend);
  const shown = useStudioParts(({ map, history, calibration, comparison, models }) => ({
    ...{ map, history, calibration, comparison, models },
  }));
  const line = useStudioParts((s) => lineWords(s, session.scene()));
  const { title, unit, labels, counts, note } = legendContent(layer, shown, line);
  const colours = layerColours(layer, labels.length, theme);
  const { cells, noData } = counts ?? { cells: [], noData: 0 };
  const total = cells.reduce((sum, n) => sum + n, noData);
  const area = (n: number) => formatArea(n * cellSizeM ** 2);
  return (
    <section className="card legend" aria-label="Legend">
      <div className="card-head">
        <h2>{title}</h2>
        <span className="aside clipped">{unit}</span>
        <FoldButton panel="legend" label="legend" />
      </div>
      {!folded && note && <p className="card-foot legend-note">{note}</p>}
      {!folded && (
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">colour</span>
              </th>
              <th scope="col">outdoors</th>
              <th scope="col">area</th>
              <th scope="col">share</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, i) => (
              <tr key={label}>
                <td>
                  <span className="swatch" style={{ background: css(colours[i] ?? [0, 0, 0]) }} />
                </td>
                <td>{label}</td>
                <td className="quiet">{area(cells[i] ?? 0)}</td>
                <td>{formatShare(cells[i] ?? 0, total)}</td>
              </tr>
            ))}
            <tr>
              <td>
                <span className="swatch no-data" />
              </td>
              <td>no data</td>
              <td className="quiet">{area(noData)}</td>
              <td>{formatShare(noData, total)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );
}
