import { Button, Switch } from '@mantine/core';
import type { SectorReport } from '../../calibration/report.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { endComparison, showSecond } from '../store/swipe-actions.ts';
import { isInUse } from './accept-run.ts';
import type { CalibrationRun } from './calibration-run.ts';

interface ResultActionsProps {
  readonly run: CalibrationRun;
  readonly acceptable: readonly SectorReport[];
}

/** Take over or leave, with the map before and after to decide by. */
export function ResultActions({ run, acceptable }: ResultActionsProps) {
  const session = useSession();
  const swiping = useStudio((s) => s.swipe?.second.kind === 'calibration');
  const sectors = useStudio((s) => s.history.project.sectors);
  const here = acceptable.filter((r) => sectors.some((s) => s.id === r.sectorId));
  const distrusted = here.length > 0 && here.every((r) => r.verdict.trust === 'none');
  const reports = run.view?.reports ?? [];
  const inUse = useStudio((s) => isInUse(run, s.history.project, session.registry.patterns));
  if (reports.length === 0)
    return (
      <div className="panel-foot">
        <span />
        <Button size="compact-sm" variant="default" onClick={() => session.calibration.discard()}>
          Back
        </Button>
      </div>
    );
  if (run.options.method === 'dl') return <TunedActions run={run} inUse={inUse} />;
  const accept = inUse
    ? 'Accepted'
    : distrusted
      ? 'Accept anyway'
      : reports.length > 1
        ? `Accept ${here.length} of ${reports.length}`
        : 'Accept';
  return (
    <div className="panel-foot">
      {inUse ? (
        <span className="quiet small">In use. Ctrl+Z takes it back.</span>
      ) : here.length > 0 ? (
        <Switch
          size="xs"
          label="before / after"
          checked={swiping}
          onChange={(event) =>
            event.currentTarget.checked ? showSecond({ kind: 'calibration' }) : endComparison('calibration')
          }
        />
      ) : (
        <span className="quiet small">Describes levels, changes no antenna: nothing to accept.</span>
      )}
      <span className="inline">
        <Button size="compact-sm" variant="default" onClick={() => session.calibration.discard()}>
          {inUse || here.length === 0 || run.decision === 'discarded' ? 'Back' : 'Discard'}
        </Button>
        {here.length > 0 && (
          <Button size="compact-sm" disabled={inUse} onClick={() => session.calibration.accept()}>
            {accept}
          </Button>
        )}
      </span>
    </div>
  );
}

/** Take a trained model over as the engine, or to a file. */
function TunedActions({ run, inUse }: { readonly run: CalibrationRun; readonly inUse: boolean }) {
  const session = useSession();
  const sectorId = useStudio((s) => s.calibration.openSectorId);
  const here = useStudio((s) => s.history.project.sectors.some(({ id }) => id === sectorId));
  const distrusted = run.view?.reports.find((r) => r.sectorId === sectorId)?.verdict.trust === 'none';
  const of = (run.view?.reports.length ?? 0) > 1 ? ` for ${sectorId}` : '';
  return (
    <div className="panel-foot">
      {inUse ? (
        <span className="quiet small">In use as the engine. Ctrl+Z takes it back.</span>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          title="The difference from the model, for another device or boresight predict"
          onClick={() => void session.calibration.exportTuned()}
        >
          Export .tuned
        </Button>
      )}
      <span className="inline">
        <Button size="compact-sm" variant="default" onClick={() => session.calibration.discard()}>
          {inUse || run.decision === 'discarded' ? 'Back' : 'Discard'}
        </Button>
        {here && (
          <Button
            size="compact-sm"
            disabled={inUse}
            title="Computes the map with the trained model"
            onClick={() => void session.calibration.acceptTuned()}
          >
            {inUse ? 'Accepted' : `${distrusted ? 'Accept anyway' : 'Accept'}${of}`}
          </Button>
        )}
      </span>
    </div>
  );
}
