import { NumberInput } from '@mantine/core';
import { DEFAULT_NOISE_FIGURE_DB } from '../../radio/sinr.ts';
import { HAND_LIMITS, within } from '../commands/hand-limits.ts';
import { finishGesture, patchSettings } from '../commands/project-commands.ts';
import { useStudio } from '../store/studio-store.ts';

/** What SINR rests on beside the map: how busy the interferers are, and the receiver. */
export function SinrSettings() {
  const load = useStudio((s) => s.history.project.settings.load ?? 1);
  const noiseFigureDb = useStudio((s) => s.history.project.settings.noiseFigureDb ?? DEFAULT_NOISE_FIGURE_DB);
  return (
    <div className="sinr-settings">
      <label htmlFor="sinr-load">Load of interferers</label>
      <NumberInput
        id="sinr-load"
        size="xs"
        value={Math.round(100 * load)}
        min={0}
        max={100}
        step={10}
        decimalScale={0}
        suffix=" %"
        clampBehavior="blur"
        onChange={(v) => {
          if (typeof v === 'number' && v >= 0 && v <= 100 && v !== Math.round(100 * load))
            patchSettings({ load: v / 100 }, 'Change load', 'sinr-load');
        }}
        onBlur={finishGesture}
      />
      <label htmlFor="sinr-noise">Noise figure</label>
      <NumberInput
        id="sinr-noise"
        size="xs"
        value={noiseFigureDb}
        {...HAND_LIMITS.noiseFigureDb}
        step={1}
        decimalScale={1}
        suffix=" dB"
        clampBehavior="blur"
        onChange={(v) => {
          if (typeof v === 'number' && within(HAND_LIMITS.noiseFigureDb, v) === v && v !== noiseFigureDb)
            patchSettings({ noiseFigureDb: v }, 'Change noise figure', 'sinr-noise');
        }}
        onBlur={finishGesture}
      />
    </div>
  );
}
