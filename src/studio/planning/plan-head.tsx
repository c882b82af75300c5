import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { PlanScenario } from '../../planning/scenario.ts';
import { useSession } from '../app/session-context.ts';
import { NetworkHead } from '../network-plan/network-head.tsx';
import { showNetworkTask, useNetworkPlan } from '../store/network-plan-store.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { showWalk } from '../store/walk-actions.ts';
import { formatNumber } from '../ui/format.ts';
import { PlanNumber } from './plan-number.tsx';
import { scenarioNumber } from './project-plans.ts';
import { currentPlan } from './read-plans.ts';
import { RunningBar } from './running-bar.tsx';

const TASKS = [
  { value: 'power', label: 'Power saving' },
  { value: 'handover', label: 'Handover' },
  { value: 'antennas', label: 'Antennas' },
  { value: 'sites', label: 'New sites' },
  { value: 'coverage', label: 'Coverage' },
] as const;

/** Some tasks are on maps in hand, the others make their own. */
function showTask(value: (typeof TASKS)[number]['value']): void {
  const onMaps = value === 'power' || value === 'handover';
  showNetworkTask(onMaps ? null : value);
  if (onMaps) patchPlanning({ task: value, problem: null });
}

/** Steps of a sweep over users that is asked for by its end. */
const STEPS = 5;

function sweepTo(most: number): readonly number[] {
  const steps = Array.from({ length: STEPS }, (_, i) => Math.round(((i + 1) * most) / STEPS));
  return [...new Set(steps)].filter((n) => n > 0);
}

const power = (scenario: PlanScenario, change: Partial<PlanScenario['power']>): PlanScenario => ({
  ...scenario,
  power: { ...scenario.power, ...change },
});
const handover = (scenario: PlanScenario, change: Partial<PlanScenario['handover']>): PlanScenario => ({
  ...scenario,
  handover: { ...scenario.handover, ...change },
});

/** What is changed most, of the scenario in hand. */
function PowerNumbers({ scenario }: { readonly scenario: PlanScenario }) {
  const { users, draws } = scenario.power;
  return (
    <>
      <PlanNumber
        label="Users, up to"
        help="The sweep takes five steps up to it; other steps can be set in the scenario"
        {...{ min: 1, max: 5000, step: 100, value: Math.max(...users) }}
        set={scenarioNumber((of, most) => power(of, { users: sweepTo(most) }))}
      />
      <PlanNumber
        label="Draws of each"
        help="Of places and demands; means and intervals are over them"
        {...{ min: 1, max: 50, value: draws }}
        set={scenarioNumber((of, value) => power(of, { draws: value }))}
      />
    </>
  );
}

function HandoverNumbers({ scenario }: { readonly scenario: PlanScenario }) {
  const { users, slots, slotS, draws, switchingWeight } = scenario.handover;
  return (
    <>
      <PlanNumber
        label="Users"
        {...{ min: 2, max: 5000, step: 100, value: users }}
        set={scenarioNumber((of, value) => handover(of, { users: value }))}
      />
      <PlanNumber
        label={`Slots of ${formatNumber(slotS, slotS % 1 === 0 ? 0 : 2)} s`}
        help="Figures are of the last ones"
        {...{ min: 10, max: 20_000, step: 500, value: slots }}
        set={scenarioNumber((of, value) => handover(of, { slots: value }))}
      />
      <PlanNumber
        label="Draws"
        help="Of users, their ways and devices; means and intervals are over them"
        {...{ min: 1, max: 50, width: 72, value: draws }}
        set={scenarioNumber((of, value) => handover(of, { draws: value }))}
      />
      <PlanNumber
        label="Weight of handovers"
        help="Beside the sum of ln rate: what one handover of cost 1 takes off"
        {...{ min: 0, max: 100, decimals: 2, width: 72, value: switchingWeight }}
        set={scenarioNumber((of, value) => handover(of, { switchingWeight: value }))}
      />
    </>
  );
}

/** What is planned, with how many users, and the way to start and to stop it. */
export function PlanHead() {
  const task = useStudio((s) => s.planning.task);
  const running = useStudio((s) => s.planning.running);
  const networkTask = useNetworkPlan((s) => s.task);
  const networkRuns = useNetworkPlan((s) => s.running !== null);
  return (
    <div className="plan-head">
      <SegmentedControl
        size="xs"
        aria-label="What is planned"
        transitionDuration={0}
        data={[...TASKS]}
        value={networkTask ?? task}
        disabled={running !== null || networkRuns}
        onChange={(value) => showTask(value as (typeof TASKS)[number]['value'])}
      />
      {networkTask ? <NetworkHead task={networkTask} /> : <OnMaps />}
    </div>
  );
}

function OnMaps() {
  const task = useStudio((s) => s.planning.task);
  const { scenario } = useStudio(currentPlan);
  const running = useStudio((s) => s.planning.running);
  return (
    <>
      {running ? (
        <RunningBar {...running} />
      ) : task === 'power' ? (
        <PowerNumbers scenario={scenario} />
      ) : (
        <HandoverNumbers scenario={scenario} />
      )}
      {task === 'handover' && running === null && <WalkSwitch />}
      <StartButton />
      <Problem />
    </>
  );
}

function WalkSwitch() {
  const wanted = useStudio((s) => s.walk.wanted);
  return (
    <Switch
      size="xs"
      label="Users on the map"
      title="Shows users walk, and who serves them, while the run goes and after"
      checked={wanted}
      onChange={(event) => showWalk(event.currentTarget.checked)}
    />
  );
}

function StartButton() {
  const session = useSession();
  const task = useStudio((s) => s.planning.task);
  const isRunning = useStudio((s) => s.planning.running !== null);
  if (isRunning)
    return (
      <Button size="compact-sm" variant="default" onClick={() => session.planning.cancel()}>
        Cancel
      </Button>
    );
  return (
    <Button size="compact-sm" onClick={() => void session.planning.run(task)}>
      {task === 'power' ? 'Find least powers' : 'Walk and hand over'}
    </Button>
  );
}

function Problem() {
  const problem = useStudio((s) => s.planning.problem);
  if (problem === null) return null;
  return (
    <p className="plan-problem" role="alert">
      {problem}
    </p>
  );
}
