import { NativeSelect } from '@mantine/core';
import { css } from '../map/colour-scales.ts';
import { featureColours, scaleGradient } from '../map/feature-colours.ts';
import { pickFeature } from '../store/feature-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { formatNumber, formatShare } from '../ui/format.ts';
import type { FeatureLegend } from './feature-legend.ts';
import { FEATURE_NAMES, type FeatureName, featureFact } from './feature-name.ts';

/** What a predictor sees of the sector in hand: which plane is on the map, and what its colours mean. */
export function FeatureCard() {
  const folded = useStudio((s) => s.folded.legend);
  const { name, shown } = useStudio((s) => s.features);
  const inHand = useStudio((s) => s.selection?.kind === 'sector');
  const { help, unit } = featureFact(name);
  const legend = shown?.legends?.[name] ?? null;
  return (
    <section className="card legend feature-card" aria-label="Legend">
      <div className="card-head">
        <h2>Features</h2>
        <span className="aside clipped">{inHand && shown ? `of ${shown.sectorId}` : ''}</span>
        <FoldButton panel="legend" label="legend" />
      </div>
      {!folded && !inHand && <p className="card-foot">Select a sector to see what a predictor sees of it.</p>}
      {!folded && inHand && (
        <>
          <div className="feature-pick">
            <NativeSelect
              size="xs"
              aria-label="Feature"
              value={name}
              data={FEATURE_NAMES.map((value) => ({ value, label: featureFact(value).label }))}
              onChange={(event) => pickFeature(event.currentTarget.value as FeatureName)}
            />
          </div>
          <p className="card-foot legend-note">{help}.</p>
          {shown?.problem && (
            <p className="warning" role="alert">
              {shown.problem}
            </p>
          )}
          {shown && !shown.problem && !legend && (
            <output className="card-foot">
              Looking at {shown.sectorId}: {Math.round(100 * shown.fraction)} %
            </output>
          )}
          {legend && <Meaning name={name} legend={legend} unit={unit} />}
        </>
      )}
    </section>
  );
}

interface MeaningProps {
  readonly name: FeatureName;
  readonly legend: FeatureLegend;
  readonly unit: string;
}

function Meaning({ name, legend, unit }: MeaningProps) {
  if (legend.kind === 'scale') return <Scale legend={legend} unit={unit} />;
  const colours = featureColours(name);
  const many = legend.classes.length > 4;
  return (
    <ul
      className="class-list"
      data-many={many}
      style={many ? { gridTemplateRows: `repeat(${Math.ceil(legend.classes.length / 2)}, auto)` } : undefined}
      aria-label="Classes"
    >
      {legend.classes.map(({ index, label, cells }) => (
        <li key={label}>
          <span className="swatch" style={{ background: css(colours[index] ?? [0, 0, 0]) }} />
          <span>{label}</span>
          {!many && <span className="quiet">{formatShare(cells, legend.cells)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Scale({ legend, unit }: { legend: Extract<FeatureLegend, { kind: 'scale' }>; unit: string }) {
  const { low, high } = legend;
  const digits = high - low >= 100 ? 0 : high - low >= 10 ? 1 : 2;
  const text = (value: number) => `${formatNumber(value, digits)}${unit ? ` ${unit}` : ''}`;
  if (!Number.isFinite(low)) return <p className="card-foot">No values here.</p>;
  if (low === high) return <p className="card-foot">The same everywhere: {text(low)}.</p>;
  return (
    <div className="scale">
      <div className="scale-bar" style={{ background: scaleGradient() }} />
      <div className="scale-ends">
        <span>{text(low)}</span>
        <span className="quiet">{text((low + high) / 2)}</span>
        <span>{text(high)}</span>
      </div>
    </div>
  );
}
