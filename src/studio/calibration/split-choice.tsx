import { SegmentedControl, Slider, Switch, useComputedColorScheme } from '@mantine/core';
import { css, SPLIT_COLOURS } from '../map/colour-scales.ts';
import { patchCalibration, patchOptions } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';
import { PlainNumber } from '../ui/plain-number.tsx';
import { Term } from '../ui/term.tsx';
import { TERMS } from './method-words.ts';

const KINDS = [
  { value: 'random', label: 'random' },
  { value: 'blocks', label: 'blocks' },
  { value: 'routes', label: 'routes' },
] as const;

/** Which cells are fitted and which judge, with their number and, on the map, their place. */
export function SplitChoice() {
  const split = useStudio((s) => s.calibration.setup.options.split);
  const patch = (change: Partial<typeof split>) => patchOptions({ split: { ...split, ...change } });
  return (
    <section className="section">
      <div className="pair-field">
        <Term help={TERMS.heldOut}>Held out</Term>
        <SegmentedControl
          size="xs"
          aria-label="How cells are held out"
          transitionDuration={0}
          value={split.kind}
          data={[...KINDS]}
          onChange={(kind) => patch({ kind: kind as typeof split.kind })}
        />
      </div>
      <p className="explanation">{TERMS[split.kind]}</p>
      <div className="pair-field">
        <span className="quiet">fitted share</span>
        <span className="inline grow">
          <Slider
            size={4}
            thumbSize={15}
            min={30}
            max={90}
            step={5}
            value={Math.round(100 * split.trainShare)}
            label={null}
            thumbLabel="Fitted share, slider"
            onChange={(percent) => patch({ trainShare: percent / 100 })}
          />
          <span className="figure">{Math.round(100 * split.trainShare)} %</span>
        </span>
      </div>
      <div className="pair-field">
        <span className="quiet">
          {split.kind === 'blocks' && 'block side · '}
          <Term help={TERMS.seed}>seed</Term>
        </span>
        <span className="inline">
          {split.kind === 'blocks' && (
            <PlainNumber
              label="Block side"
              unit="m"
              value={split.blockM}
              min={10}
              max={1000}
              step={10}
              onChange={(blockM) => patch({ blockM })}
            />
          )}
          <PlainNumber
            label="Seed"
            unit=""
            value={split.seed}
            min={0}
            max={2 ** 31 - 1}
            step={1}
            onChange={(seed) => patch({ seed })}
          />
        </span>
      </div>
      <SplitOnMap />
    </section>
  );
}

function SplitOnMap() {
  const counts = useStudio((s) => s.calibration.split);
  const shown = useStudio((s) => s.calibration.splitShown);
  const problem = useStudio((s) => s.calibration.splitProblem);
  const colours = SPLIT_COLOURS[useComputedColorScheme('light')];
  const entries = [
    ['fitted', counts?.train],
    ['held out', counts?.heldOut],
    ['left out', counts?.masked],
  ] as const;
  return (
    <>
      <div className="split-line">
        <Switch
          size="xs"
          aria-label="Show the split on the map"
          label="on the map"
          checked={shown}
          onChange={(event) => patchCalibration({ splitShown: event.currentTarget.checked })}
        />
        {counts && (
          <span className="split-key" data-testid="split-counts">
            {entries.map(([name, count], i) => (
              <span key={name}>
                <span className="dot" style={{ background: css(colours[i]!) }} aria-hidden /> {formatCount(count ?? 0)}{' '}
                {name}
              </span>
            ))}
          </span>
        )}
      </div>
      {problem !== null && (
        <p className="warning" role="status">
          {problem}
        </p>
      )}
    </>
  );
}
