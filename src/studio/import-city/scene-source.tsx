import { boxCentre, boxSizeM } from '../../raster/lonlat-box.ts';
import { HEIGHT_SOURCES, type HeightSource, type HeightSourceCounts } from '../../scene/height-rules.ts';
import type { SceneOrigin } from '../../scene/scene.ts';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { css, heightSourceColours } from '../map/colour-scales.ts';
import { useStudio } from '../store/studio-store.ts';
import { showHeightSources } from '../store/view-actions.ts';
import { formatCount, formatNumber, formatShare } from '../ui/format.ts';
import { heightSourceWords } from './height-source-words.ts';

const LABELS: Readonly<Record<HeightSource, string>> = {
  tagged: 'tagged',
  levels: 'counted from levels',
  class: 'default of the class',
  assumed: 'assumed',
};

/** Where the heights of the scene come from, and whose data it is. */
export function SceneSource() {
  const counts = useStudio((s) => s.scene?.heightSources ?? null);
  const origin = useStudio((s) => s.scene?.origin ?? null);
  const theme = useStudio((s) => s.themeNow);
  const shown = useStudio((s) => s.heightSourcesShown);
  return (
    <>
      {counts && (
        <div className="row-note scene-heights">
          <button
            type="button"
            className="text-button"
            aria-pressed={shown}
            title={shown ? 'Draw buildings plain' : 'Colour buildings by the source of their height'}
            onClick={() => showHeightSources(!shown)}
          >
            Heights
          </button>{' '}
          {heightSourceWords(counts)}
        </div>
      )}
      {counts && shown && <SourceLegend counts={counts} theme={theme} />}
      {origin && <OriginWords origin={origin} />}
    </>
  );
}

/** Whose data the scene is, and by what rules it was cut out. */
function OriginWords({ origin }: { readonly origin: SceneOrigin }) {
  const { from, attribution, box, heightRules } = origin;
  const { latDeg, lonDeg } = boxCentre(box);
  const { widthM, heightM } = boxSizeM(box);
  const km = (metres: number) => formatNumber(metres / 1000, 2);
  const metres = (height: number) => `${formatNumber(height, Number.isInteger(height) ? 0 : 1)} m`;
  const classes = Object.entries(heightRules.classM).map(([name, height]) => `${name} ${metres(height)}`);
  return (
    <details className="row-note scene-origin">
      <summary>
        From {from}
        {attribution && `, ${attribution}`}
      </summary>
      <ul>
        <li>
          {km(widthM)} × {km(heightM)} km about {latDeg.toFixed(4)}°, {lonDeg.toFixed(4)}°
        </li>
        <li>
          {metres(heightRules.storeyM)} a level; {metres(heightRules.assumedM)} where nothing is known
        </li>
        <li>By default: {classes.join(', ')}</li>
      </ul>
    </details>
  );
}

function SourceLegend({ counts, theme }: { readonly counts: HeightSourceCounts; readonly theme: ThemeName }) {
  const colours = heightSourceColours(theme);
  const total = HEIGHT_SOURCES.reduce((sum, source) => sum + counts[source], 0);
  return (
    <ul className="source-legend" aria-label="Colours of buildings by the source of their height">
      {HEIGHT_SOURCES.map((source) => (
        <li key={source}>
          <span className="swatch" style={{ background: css(colours[source]) }} />
          <span>{LABELS[source]}</span>
          <span className="quiet">{formatCount(counts[source])}</span>
          <span>{formatShare(counts[source], total)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The way to another city, in the head of the scene's section. */
export function ImportButton() {
  const session = useSession();
  return (
    <button type="button" className="text-button" onClick={() => session.cityImport.open('file')}>
      Import
    </button>
  );
}
