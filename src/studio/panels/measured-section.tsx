import { Switch } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { CalibrateButton } from '../calibration/calibrate-button.tsx';
import { setMeasurements } from '../commands/project-commands.ts';
import { wordsOf } from '../preparation/preparation-draft.ts';
import { useStudio } from '../store/studio-store.ts';
import { openDialog, showMeasured } from '../store/view-actions.ts';
import { formatCount } from '../ui/format.ts';

export function MeasuredSection() {
  const session = useSession();
  const measured = useStudio((s) => s.measurements);
  const shown = useStudio((s) => s.measuredShown);
  return (
    <section className="section">
      <div className="card-head">
        <h2>Measured</h2>
        <span className="aside">
          <CalibrateButton />
        </span>
      </div>
      {!measured && <div className="row-note">Drop a CSV of levels.</div>}
      {measured && (
        <>
          <div className="row">
            <Switch
              size="xs"
              label={measured.name}
              checked={shown}
              onChange={(event) => showMeasured(event.currentTarget.checked)}
              styles={{
                body: { alignItems: 'center' },
                label: { fontSize: 'var(--text-size)', overflowWrap: 'anywhere' },
              }}
            />
            <span className="aside">{formatCount(measured.used)}</span>
          </div>
          <div className="row-note">
            {formatCount(measured.accepted)} accepted · {formatCount(measured.rejected)} rejected ·{' '}
            <button type="button" className="text-button" onClick={() => openDialog('ledger')}>
              ledger
            </button>
            {measured.preparation && (
              <div>
                {formatCount(measured.used)} used: {wordsOf(measured.preparation)}
              </div>
            )}
            <div>
              {measured.mapped && 'Columns as you chose · '}
              <button type="button" className="text-button" onClick={() => void session.columns.change()}>
                {measured.mapped ? 'change' : 'columns'}
              </button>
              {' · '}
              <button type="button" className="text-button" onClick={() => openDialog('prepare')}>
                prepare
              </button>
              {' · '}
              <button
                type="button"
                className="text-button"
                onClick={() => setMeasurements(null, 'Remove measurements')}
              >
                remove
              </button>
            </div>
            {measured.issues.length > 0 && (
              <details>
                <summary>why</summary>
                <ul>
                  {measured.issues.map((issue) => (
                    <li key={issue}>{issue}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        </>
      )}
    </section>
  );
}
