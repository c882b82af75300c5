import { Checkbox, SegmentedControl } from '@mantine/core';
import {
  METHOD_WORDS,
  type MethodFamily,
  needsGivenMap,
  STUDY_METHODS,
  type StudyMethodId,
} from '../../calibration/study/method-id.ts';
import type { SplitKind } from '../../calibration/study/study.ts';
import { useStudio } from '../store/studio-store.ts';
import { setVerdict, useVerdict } from '../store/verdict-store.ts';
import { formatCount } from '../ui/format.ts';
import { PlainNumber } from '../ui/plain-number.tsx';
import { Term } from '../ui/term.tsx';
import { judgedSectors } from './verdict-job.ts';
import { DRAWS_HELP, SPLIT_HELP, SPLIT_NAMES } from './verdict-words.ts';

const FAMILIES: Readonly<Record<MethodFamily, string>> = {
  plain: 'Without a city',
  traced: 'Ray tracing',
  learned: 'Learned',
  combined: 'Measurements on top',
};

const SPLITS: readonly SplitKind[] = ['random', 'blocks', 'routes'];

/** Which methods are judged, on which cells of which sectors. */
export function SetupView() {
  return (
    <div className="verdict-setup">
      <p className="verdict-lead">
        Every method is fitted to the same part of each sector's measured cells and judged on the rest, which none has
        seen.
      </p>
      {(Object.keys(FAMILIES) as MethodFamily[]).map((family) => (
        <Family key={family} family={family} />
      ))}
      <HeldOut />
      <Cells />
    </div>
  );
}

function Family({ family }: { readonly family: MethodFamily }) {
  const methods = useVerdict((s) => s.setup.methods);
  const toggle = (method: StudyMethodId, on: boolean) =>
    setVerdict({ methods: STUDY_METHODS.filter((one) => (one === method ? on : methods.includes(one))) });
  return (
    <fieldset className="verdict-family">
      <legend>{FAMILIES[family]}</legend>
      {STUDY_METHODS.filter((method) => METHOD_WORDS[method].family === family && !needsGivenMap(method)).map(
        (method) => (
          <div key={method} className="verdict-choice">
            <Checkbox
              size="xs"
              aria-label={METHOD_WORDS[method].label}
              checked={methods.includes(method)}
              onChange={(event) => toggle(method, event.currentTarget.checked)}
            />
            <Term help={METHOD_WORDS[method].note}>{METHOD_WORDS[method].label}</Term>
            {method === 'dl-c' && <span className="verdict-quiet">minutes a sector</span>}
          </div>
        ),
      )}
    </fieldset>
  );
}

function HeldOut() {
  const chosen = useVerdict((s) => s.setup.splits);
  const draws = useVerdict((s) => s.setup.draws);
  const toggle = (kind: SplitKind, on: boolean) =>
    setVerdict({ splits: SPLITS.filter((one) => (one === kind ? on : chosen.includes(one))) });
  return (
    <fieldset className="verdict-family">
      <legend>Held out</legend>
      {SPLITS.map((kind) => (
        <div key={kind} className="verdict-choice">
          <Checkbox
            size="xs"
            aria-label={`Held out: ${SPLIT_NAMES[kind]}`}
            checked={chosen.includes(kind)}
            onChange={(event) => toggle(kind, event.currentTarget.checked)}
          />
          <Term help={SPLIT_HELP[kind]}>{SPLIT_NAMES[kind]}</Term>
        </div>
      ))}
      <div className="verdict-choice">
        <Term help={DRAWS_HELP}>draws</Term>
        <PlainNumber
          label="Draws of each split"
          unit=""
          value={draws}
          min={1}
          max={20}
          step={1}
          onChange={(next) => setVerdict({ draws: next })}
        />
      </div>
    </fieldset>
  );
}

function Cells() {
  const setup = useVerdict((s) => s.setup);
  const sectors = useStudio((s) => judgedSectors(s, setup).length);
  const rows = useStudio((s) => {
    const ids = judgedSectors(s, setup).map(({ id }) => id);
    return s.calibration.measured?.reduce((sum, one) => sum + (ids.includes(one.sectorId) ? one.rows : 0), 0) ?? null;
  });
  return (
    <fieldset className="verdict-family">
      <legend>
        Sectors and cells
        <span className="verdict-quiet">
          {' '}
          {sectors === 0
            ? 'none of these is measured'
            : `${sectors} sector${sectors === 1 ? '' : 's'}${rows === null ? '' : `, ${formatCount(rows)} rows`}`}
        </span>
      </legend>
      <SegmentedControl
        size="xs"
        aria-label="Sectors to judge on"
        transitionDuration={0}
        value={setup.scope}
        data={[
          { value: 'all', label: 'all measured' },
          { value: 'selected', label: 'selected' },
        ]}
        onChange={(scope) => setVerdict({ scope: scope as 'all' | 'selected' })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Cells inside buildings"
        transitionDuration={0}
        value={setup.indoor}
        data={[
          { value: 'mask', label: 'indoor left out' },
          { value: 'keep', label: 'kept' },
        ]}
        onChange={(indoor) => setVerdict({ indoor: indoor as 'mask' | 'keep' })}
      />
      <div className="verdict-choice">
        <span className="verdict-quiet">seed</span>
        <PlainNumber
          label="Seed of the verdict"
          unit=""
          value={setup.seed}
          min={0}
          max={2 ** 31 - 1}
          step={1}
          onChange={(seed) => setVerdict({ seed })}
        />
      </div>
    </fieldset>
  );
}
