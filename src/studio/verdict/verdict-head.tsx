import { Button, SegmentedControl } from '@mantine/core';
import type { SplitKind } from '../../calibration/study/study.ts';
import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { patchVerdict, useVerdict, type VerdictSection } from '../store/verdict-store.ts';
import { Term } from '../ui/term.tsx';
import { useTable } from './use-table.ts';
import { sectorsLeft, verdictDesk } from './verdict-desk.ts';
import { judgedSectors } from './verdict-job.ts';
import { countWords, POLICY_HELP, POLICY_NAMES, SPLIT_HELP, SPLIT_NAMES } from './verdict-words.ts';

const SECTIONS: readonly { readonly value: VerdictSection; readonly label: string }[] = [
  { value: 'setup', label: 'Set up' },
  { value: 'table', label: 'Table' },
  { value: 'errors', label: 'Errors' },
  { value: 'seconds', label: 'Seconds' },
  { value: 'maps', label: 'Maps' },
];

/** What is shown, on which held-out cells, of how many, and the way to start and to stop a run. */
export function VerdictHead() {
  const section = useVerdict((s) => s.section);
  const hasResult = useVerdict((s) => s.result !== null);
  const running = useVerdict((s) => s.running !== null);
  const shown = hasResult || running ? section : 'setup';
  return (
    <div className="verdict-head">
      <SegmentedControl
        size="xs"
        aria-label="Part of the verdict"
        transitionDuration={0}
        data={SECTIONS.map(({ value, label }) => ({
          value,
          label,
          disabled: !hasResult && value !== 'setup' && !(running && value === 'table'),
        }))}
        value={shown}
        onChange={(value) => patchVerdict({ section: value as VerdictSection })}
      />
      {hasResult && shown !== 'setup' && <CellChoice />}
      {running && <Progress />}
      <StartButton />
    </div>
  );
}

/** Which cells judge: how they were held out, which count, and how many they are. */
function CellChoice() {
  const table = useTable();
  const tables = useVerdict((s) => s.result?.view.tables ?? NONE);
  if (!table) return null;
  const splits = [...new Set(tables.map(({ split }) => split))];
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="How cells were held out"
        transitionDuration={0}
        data={splits.map((value) => ({ value, label: SPLIT_NAMES[value] }))}
        value={table.split}
        onChange={(value) => patchVerdict({ split: value as SplitKind })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Cells that count"
        transitionDuration={0}
        data={(['covered', 'all'] as const).map((value) => ({ value, label: POLICY_NAMES[value] }))}
        value={table.policy}
        onChange={(value) => patchVerdict({ policy: value as CoveragePolicy })}
      />
      <span className="verdict-count" data-testid="verdict-count">
        <Term help={`${SPLIT_HELP[table.split]} ${POLICY_HELP[table.policy]}`}>{countWords(table)}</Term>
        <StateWords />
      </span>
    </>
  );
}

const NONE: readonly never[] = [];

/** What a person must know before believing the figures: that sectors are missing from them. */
function StateWords() {
  const state = useVerdict((s) => s.result?.state);
  const asked = useVerdict((s) => s.result?.job.sectors.length ?? 0);
  const done = useVerdict((s) => s.result?.view.sectorIds.length ?? 0);
  if (state === 'running') return <b> · so far, of {asked} sectors</b>;
  if (state === 'cancelled' || state === 'interrupted')
    return (
      <b>
        {' '}
        · {state === 'cancelled' ? 'cancelled' : 'cut off'} after {done} of {asked} sectors
      </b>
    );
  return null;
}

function Progress() {
  const running = useVerdict((s) => s.running);
  if (!running) return null;
  const percent = Math.round(100 * running.fraction);
  return (
    <>
      <div
        className="bar"
        role="progressbar"
        aria-label="Progress of the verdict"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ transform: `scaleX(${running.fraction})` }} />
      </div>
      <span className="verdict-quiet clipped">
        {percent} % · {running.words}
      </span>
    </>
  );
}

function StartButton() {
  const session = useSession();
  const setup = useVerdict((s) => s.setup);
  const running = useVerdict((s) => s.running);
  const result = useVerdict((s) => s.result);
  const again = result !== null;
  const rest = useStudio((s) => (result ? sectorsLeft(result, s.history.project) : 0));
  const sectors = useStudio((s) => judgedSectors(s, setup).length);
  if (running)
    return (
      <Button
        size="compact-sm"
        variant="default"
        disabled={running.cancelling}
        onClick={() => verdictDesk(session).cancel()}
      >
        {running.cancelling ? 'Cancelling' : 'Cancel'}
      </Button>
    );
  const ready = sectors > 0 && setup.methods.length > 0 && setup.splits.length > 0;
  return (
    <>
      {rest > 0 && (
        <Button
          size="compact-sm"
          title="Judges the sectors that are left, with the set-up and the settings that it began with."
          onClick={() => {
            patchVerdict({ section: 'table' });
            void verdictDesk(session).goOn();
          }}
        >
          Go on with {rest} sector{rest === 1 ? '' : 's'}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant={again ? 'default' : 'filled'}
        disabled={!ready}
        onClick={() => {
          patchVerdict({ section: 'table' });
          void verdictDesk(session).run();
        }}
      >
        {again ? 'Judge again' : `Judge on ${sectors} sector${sectors === 1 ? '' : 's'}`}
      </Button>
    </>
  );
}
