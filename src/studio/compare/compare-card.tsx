import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSession } from '../app/session-context.ts';
import { studioStore, useStudio, useStudioParts } from '../store/studio-store.ts';
import { compareAs, endComparison, showFirst, showSecond } from '../store/swipe-actions.ts';
import { COMPARE_MODES, type CompareMode, type ResultRef } from '../store/swipe-state.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { CompareFigures } from './compare-figures.tsx';
import { modeOptions } from './compare-modes.ts';
import { refOfValue, refValue, resultOptions } from './result-options.ts';
import { compareWords } from './result-words.ts';

/** Two results beside one another: which they are, how they are shown, and how far they are from each other and from the measured. */
export function CompareCard() {
  const session = useSession();
  const folded = useStudio((s) => s.folded.compare);
  const swipe = useStudio((s) => s.swipe);
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  if (!swipe) return null;
  return (
    <section className="card compare-card" aria-label="Compare">
      <div className="card-head">
        <h2>Compare</h2>
        <span className="aside" />
        <FoldButton panel="compare" label="comparison" />
        <ActionIcon variant="subtle" color="gray" size={24} aria-label="End comparison" onClick={() => endComparison()}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      {!folded && (
        <>
          <div className="compare-sides">
            <SideSelect label="First result" side={swipe.first} other={swipe.second} onChange={showFirst} />
            <span className="quiet">with</span>
            <SideSelect
              label="Result to compare with"
              side={swipe.second}
              other={swipe.first}
              onChange={(ref) => showSecond(ref)}
            />
          </div>
          <ModeSwitch mode={swipe.mode} />
          {words ? <CompareFigures words={words} /> : <p className="card-foot">Choose what to compare with.</p>}
        </>
      )}
    </section>
  );
}

interface SideSelectProps {
  readonly label: string;
  readonly side: ResultRef;
  readonly other: ResultRef;
  readonly onChange: (ref: ResultRef) => void;
}

function SideSelect({ label, side, other, onChange }: SideSelectProps) {
  const session = useSession();
  const state = useStudioParts(({ swipe, models, history, kept, measurements, calibration }) => ({
    ...{ swipe, models, history, kept, measurements, calibration },
  }));
  const groups = resultOptions(side, other, state, session.scene());
  const value = refValue(side);
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      data={[
        ...(value === '' ? [{ value: '', label: 'Choose …' }] : []),
        ...groups.map(({ group, items }) => ({ group, items: [...items] })),
      ]}
      onChange={(event) => onChange(refOfValue(event.currentTarget.value, side, studioStore.getState()))}
    />
  );
}

/** Both maps with a line between them or beside one another, or what sets them apart. */
function ModeSwitch({ mode }: { readonly mode: CompareMode }) {
  return (
    <div className="compare-switch">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="How the maps are compared"
        transitionDuration={0}
        value={mode}
        onChange={(value) => compareAs(value as CompareMode)}
        data={modeOptions(COMPARE_MODES)}
      />
    </div>
  );
}
