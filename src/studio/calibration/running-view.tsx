import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSession } from '../app/session-context.ts';
import { ConvergenceChart } from '../charts/convergence-chart.tsx';
import { useStudio } from '../store/studio-store.ts';
import { STAGE_WORDS } from './method-words.ts';
import { timeLeft } from './time-left.ts';

/** What the calibration does, how far it is, what is left, its convergence as it comes, and the way to stop it. */
export function RunningView() {
  const session = useSession();
  const progress = useStudio((s) => s.calibration.progress);
  const method = useStudio(
    (s) => s.calibration.runs.find((run) => run.id === s.calibration.progress?.runId)?.options.method,
  );
  const nowMs = useClock();
  if (!progress) return null;
  const { sectorId, index, of, stage, fraction, points, ending } = progress;
  return (
    <>
      <div className="panel-body">
        <div className="stage">
          <strong>{method === 'dl' && stage === 'fit' ? 'Training the network' : STAGE_WORDS[stage]}</strong>
          <span className="aside">
            {sectorId}
            {of > 1 && ` · ${index + 1} of ${of}`}
          </span>
        </div>
        <div
          className="bar"
          role="progressbar"
          aria-label="Progress of the calibration"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * fraction)}
        >
          <div style={{ transform: `scaleX(${fraction})` }} />
        </div>
        <p className="explanation">
          {Math.round(100 * fraction)} % · {timeLeft(nowMs - progress.startedMs, fraction)}
        </p>
        <ConvergenceChart points={points} />
      </div>
      <div className="panel-foot">
        <span className="quiet small">The map stays usable meanwhile.</span>
        <span className="inline">
          {method === 'dl' && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={ending !== null}
              title="Goes on later, also after the page was closed"
              onClick={() => session.calibration.pause()}
            >
              {ending === 'pause' ? 'Pausing' : 'Pause'}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            disabled={ending === 'cancel'}
            onClick={() => session.calibration.cancel()}
          >
            {ending === 'cancel' ? 'Cancelling' : 'Cancel'}
          </Button>
        </span>
      </div>
    </>
  );
}

function useClock(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
