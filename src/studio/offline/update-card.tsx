import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { putUpdateOff, startUpdate } from './watch-site.ts';

/** Says that another version of the studio is there. It starts when a person says so, never by itself. */
export function UpdateCard() {
  const update = useStudio((s) => s.siteUpdate);
  const [starting, setStarting] = useState(false);
  const session = useSession();
  const calibrating = useStudio((s) => s.calibration.progress !== null);
  if (update === null) return null;
  return (
    <div className="card notice" role="status">
      <span className="notice-icon">
        <IconRefresh size={18} aria-hidden />
      </span>
      <strong>{update === 'ready' ? 'A new version is ready' : 'A new version runs in another window'}</strong>
      <span />
      <p>
        This window goes on with the version it began with, until it is reloaded. The project is saved before.
        {calibrating && ' The calibration that is running would be lost.'}
        <span className="notice-buttons">
          <Button
            size="compact-sm"
            variant="light"
            loading={starting}
            onClick={() => {
              setStarting(true);
              void session.projects.flush().finally(startUpdate);
            }}
          >
            Reload
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={putUpdateOff}>
            Later
          </Button>
        </span>
      </p>
    </div>
  );
}
