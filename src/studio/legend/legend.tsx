import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { compareWords } from '../compare/result-words.ts';
import { classColours, css } from '../map/colour-scales.ts';
import { classSwatches } from '../map/value-colours.ts';
import { type ClassLayer, type LegendContent, legendContent, legendParts } from '../results/legend-content.ts';
import { scaleOf, type ValueScales } from '../results/value-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';
import { FoldButton } from '../ui/fold-button.tsx';
import { LegendTable } from './legend-table.tsx';
import { PointsLine } from './points-line.tsx';
import { SinrSettings } from './sinr-settings.tsx';

const SCALE_EDITOR = later('The classes', async () => (await import('./scale-editor.tsx')).ScaleEditor);
const FEATURE_CARD = later('The features', async () => (await import('../features/feature-card.tsx')).FeatureCard);

/** What the colours of the layer on the map mean. */
export function Legend({ theme }: { readonly theme: ThemeName }) {
  const layer = useStudio((s) => s.layer);
  const mapped = useStudio((s) => s.map !== null);
  if (layer === 'none' || !mapped) return null;
  if (layer === 'features') return <DeferredPart part={FEATURE_CARD} with={{}} />;
  return <ClassLegend key={layer} layer={layer} theme={theme} />;
}

interface ClassLegendProps {
  readonly layer: ClassLayer;
  readonly theme: ThemeName;
}

/** The classes with the ground they cover; cells under roofs are not counted. */
function ClassLegend({ layer, theme }: ClassLegendProps) {
  const session = useSession();
  const folded = useStudio((s) => s.folded.legend);
  const state = useStudioParts(legendParts);
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  const [editing, setEditing] = useState(false);
  const content = legendContent(layer, state, words);
  const { title, unit, note, scale } = content;
  const edits = editing && scale !== null;
  return (
    <section className="card legend" aria-label="Legend">
      <div className="card-head">
        <h2>{title}</h2>
        <span className="aside clipped" title={unit}>
          {unit}
        </span>
        {scale && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label="Edit classes"
            aria-pressed={editing}
            onClick={() => setEditing(!editing)}
          >
            <IconPencil size={14} aria-hidden />
          </ActionIcon>
        )}
        <FoldButton panel="legend" label="legend" />
      </div>
      {!folded && (
        <>
          {note && <p className="card-foot legend-note">{note}</p>}
          {(layer === 'sinr' || layer === 'throughput') && <SinrSettings />}
          {edits && <DeferredPart part={SCALE_EDITOR} with={{ name: scale, theme }} />}
          <LegendTable
            content={content}
            swatches={swatchesOf(layer, content, state.scales, theme)}
            cellSizeM={state.shown?.cellSizeM ?? 0}
            edited={edits ? scale : null}
          />
          <PointsLine theme={theme} />
        </>
      )}
    </section>
  );
}

function swatchesOf(
  layer: ClassLayer,
  { scale, labels }: LegendContent,
  scales: ValueScales,
  theme: ThemeName,
): readonly string[] {
  if (scale) return classSwatches(scale, scaleOf(scales, scale), theme);
  if (
    layer !== 'best-server' &&
    layer !== 'overlap' &&
    layer !== 'pilot-pollution' &&
    layer !== 'los' &&
    layer !== 'provenance'
  )
    return [];
  return classColours(layer, labels.length, theme).map(css);
}
