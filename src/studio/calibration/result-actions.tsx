import { Button, Switch } from '@mantine/core';
import type { SectorReport } from '../../calibration/report.ts';
import { useSession } from '../app/session-context.ts';
import { patchCalibration } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import type { CalibrationRun } from './calibration-run.ts';

interface ResultActionsProps {
  readonly run: CalibrationRun;
  readonly acceptable: readonly SectorReport[];
}

/** Take over or leave, with the map before and after to decide by. */
export function ResultActions({ run, acceptable }: ResultActionsProps) {
  const session = useSession();
  const swipe = useStudio((s) => s.calibration.swipe);
  const sectors = useStudio((s) => s.history.project.sectors);
  const here = acceptable.filter((r) => sectors.some((s) => s.id === r.sectorId));
  const distrusted = here.length > 0 && here.every((r) => r.verdict.trust === 'none');
  const reports = run.view?.reports ?? [];
  if (reports.length === 0)
    return (
      <div className="panel-foot">
        <span />
        <Button size="compact-sm" variant="default" onClick={() => session.calibration.discard()}>
          Back
        </Button>
      </div>
    );
  const accept = distrusted
    ? 'Accept anyway'
    : reports.length > 1
      ? `Accept ${here.length} of ${reports.length}`
      : run.decision === 'accepted'
        ? 'Accept again'
        : 'Accept';
  return (
    <div className="panel-foot">
      {here.length > 0 ? (
        <Switch
          size="xs"
          label="before / after"
          checked={swipe !== null}
          onChange={(event) => patchCalibration({ swipe: event.currentTarget.checked ? 0.5 : null })}
        />
      ) : (
        <span className="quiet small">Describes levels, changes no antenna: nothing to accept.</span>
      )}
      <span className="inline">
        <Button size="compact-sm" variant="default" onClick={() => session.calibration.discard()}>
          {run.decision === null && here.length > 0 ? 'Discard' : 'Back'}
        </Button>
        {here.length > 0 && (
          <Button size="compact-sm" onClick={() => session.calibration.accept()}>
            {accept}
          </Button>
        )}
      </span>
    </div>
  );
}
