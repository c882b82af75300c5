import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ThemeName } from '../app/theme.ts';
import { addBreak, canAddBreak } from '../results/edit-scale.ts';
import { type PaletteName, SCALE_FACTS, type ScaleName, scaleOf, type ValueScale } from '../results/value-scale.ts';
import { changeScale, isInitialScale, resetScale } from '../store/scale-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { BreakBar } from './break-bar.tsx';
import { PALETTE_TITLES } from './palette-titles.ts';

/** How values become colours: steps or a ramp, which colours, and where classes part. */
export function ScaleEditor({ name, theme }: { readonly name: ScaleName; readonly theme: ThemeName }) {
  const scale = useStudio((s) => scaleOf(s.scales, name));
  const { palettes } = SCALE_FACTS[name];
  const change = (patch: Partial<ValueScale>) => changeScale(name, (before) => ({ ...before, ...patch }));
  return (
    <div className="scale-editor">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="How values are coloured"
        transitionDuration={0}
        value={scale.mode}
        onChange={(mode) => change({ mode: mode as ValueScale['mode'] })}
        data={[
          { value: 'stepped', label: 'Stepped' },
          { value: 'continuous', label: 'Continuous' },
        ]}
      />
      {palettes.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Colours"
          value={scale.palette}
          data={palettes.map((value) => ({ value, label: PALETTE_TITLES[value] }))}
          onChange={(event) => change({ palette: event.currentTarget.value as PaletteName })}
        />
      )}
      <BreakBar name={name} scale={scale} theme={theme} />
      <div className="scale-choices">
        <button
          type="button"
          className="text-button"
          disabled={!canAddBreak(scale)}
          onClick={() => changeScale(name, (before) => addBreak(name, before))}
        >
          Add a class
        </button>
        <button
          type="button"
          className="text-button"
          disabled={isInitialScale(name, scale)}
          onClick={() => resetScale(name)}
        >
          Reset
        </button>
      </div>
    </div>
  );
}
