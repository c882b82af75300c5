import { Button } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { RunningBar } from '../planning/running-bar.tsx';
import { type NetworkTask, useNetworkPlan } from '../store/network-plan-store.ts';
import { useStudio } from '../store/studio-store.ts';
import { networkPlanDesk } from './network-plan-desk.ts';
import { setupOf } from './read-setup.ts';

/** The way to start and to stop a plan that makes its own maps, and why it came to nothing. */
export function NetworkHead({ task }: { readonly task: NetworkTask }) {
  const running = useNetworkPlan((s) => s.running);
  const unread = useStudio(setupOf).problem;
  const problem =
    useNetworkPlan((s) => s.problem) ?? (unread && `${unread} Changing it puts the usual values in its place.`);
  const desk = networkPlanDesk(useSession());
  return (
    <>
      {running && <RunningBar fraction={running.fraction} words={running.cancelling ? 'Stopping' : running.words} />}
      {running ? (
        <Button size="compact-sm" variant="default" disabled={running.cancelling} onClick={() => desk.cancel()}>
          Cancel
        </Button>
      ) : (
        <Button size="compact-sm" onClick={() => void desk.run(task)}>
          {START_WORDS[task]}
        </Button>
      )}
      {problem !== null && (
        <p className="plan-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

const START_WORDS: Readonly<Record<NetworkTask, string>> = {
  antennas: 'Search tilts and azimuths',
  sites: 'Rank places',
  coverage: 'Count coverage',
};
