import type { ThemeName } from '../app/theme.ts';
import { css, layerColours } from '../map/colour-scales.ts';
import { isCorrectedLayer, sdLabels } from '../results/corrected-classes.ts';
import { LAYER_TITLES, legendClasses } from '../results/layer-classes.ts';
import { useStudio } from '../store/studio-store.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { formatArea, formatShare } from '../ui/format.ts';

/** The classes of the layer on the map with the ground they cover; cells under roofs are not counted. */
export function Legend({ theme }: { readonly theme: ThemeName }) {
  const layer = useStudio((s) => s.layer);
  const map = useStudio((s) => s.map);
  const folded = useStudio((s) => s.folded.legend);
  const sectors = useStudio((s) => s.history.project.sectors);
  const corrected = useStudio((s) => s.calibration.corrected);
  if (layer === 'none' || !map) return null;
  const isCorrected = isCorrectedLayer(layer);
  const classes =
    layer === 'uncertainty'
      ? sdLabels().map((label) => ({ label }))
      : legendClasses(
          isCorrected ? 'rsrp' : layer,
          sectors.map((s) => s.id),
        );
  const colours = layerColours(layer, classes.length, theme);
  const counts = isCorrected ? corrected?.counts?.[layer] : map.counts[layer];
  const { cells, noData } = counts ?? { cells: [], noData: 0 };
  const total = cells.reduce((sum, n) => sum + n, noData);
  const area = (n: number) => formatArea(n * map.cellSizeM ** 2);
  const { title, unit } = LAYER_TITLES[layer];
  return (
    <section className="card legend" aria-label="Legend">
      <div className="card-head">
        <h2>{title}</h2>
        <span className="aside">{unit}</span>
        <FoldButton panel="legend" label="legend" />
      </div>
      {!folded && isCorrected && (
        <p className="card-foot legend-note">
          {counts
            ? `${corrected?.sectorId} alone, its level corrected by the measurements about each place: not a prediction.`
            : `Making the map of ${corrected?.sectorId ?? 'the sector'}: ${Math.round(100 * (corrected?.fraction ?? 0))} %`}
        </p>
      )}
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
            {classes.map((entry, i) => (
              <tr key={entry.label}>
                <td>
                  <span className="swatch" style={{ background: css(colours[i] ?? [0, 0, 0]) }} />
                </td>
                <td>{entry.label}</td>
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
