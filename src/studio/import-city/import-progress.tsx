import { Button, Progress } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';

/** What is being done, with a way to stop it; or why it was not done. */
export function ImportProgress() {
  const session = useSession();
  const work = useStudio((s) => s.cityImport.work);
  const problem = useStudio((s) => s.cityImport.problem);
  return (
    <div aria-live="polite" className="import-state">
      {work && (
        <>
          <div className="import-work">
            <span>{work.stage}</span>
            <Button variant="default" size="compact-xs" onClick={() => session.cityImport.cancel()}>
              Cancel
            </Button>
          </div>
          <Progress
            size={4}
            value={100 * (work.fraction ?? 1)}
            animated={work.fraction === null}
            aria-label={work.stage}
            transitionDuration={0}
          />
        </>
      )}
      {problem && (
        <p className="warning" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
