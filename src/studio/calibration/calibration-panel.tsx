import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { CompareRuns } from './compare-runs.tsx';
import { ResultView } from './result-view.tsx';
import { RunningView } from './running-view.tsx';
import { SetupView } from './setup-view.tsx';
import './calibration-panel.css';

/** Calibration from the choice of method to acceptance, in the inspector's place. */
export function CalibrationPanel() {
  const session = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const view = useStudio((s) => s.calibration.view);
  const running = useStudio((s) => s.calibration.progress !== null);
  const folded = useStudio((s) => s.folded.calibration);
  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <aside className="card calibration" aria-label="Calibration" data-folded={folded}>
      <div className="card-head">
        <h2 ref={heading} tabIndex={-1}>
          {view === 'compare' ? 'Compare calibrations' : 'Calibrate'}
        </h2>
        <Subtitle />
        <FoldButton panel="calibration" label="calibration" />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label="Close calibration"
          onClick={() => session.calibration.close()}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      {!folded && view === 'setup' && (running ? <RunningView /> : <SetupView />)}
      {!folded && view === 'result' && <ResultView />}
      {!folded && view === 'compare' && <CompareRuns />}
    </aside>
  );
}

function Subtitle() {
  const name = useStudio((s) => s.measurements?.name ?? '');
  return <span className="aside clipped">{name}</span>;
}
