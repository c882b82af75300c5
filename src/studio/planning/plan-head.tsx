import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { patchPlanning, setPlanning } from '../store/planning-actions.ts';
import type { PlanningSettings, PlanningState, PlanningTask } from '../store/planning-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { showWalk } from '../store/walk-actions.ts';
import { PlainNumber } from '../ui/plain-number.tsx';

const TASKS = [
  { value: 'power', label: 'Power saving' },
  { value: 'handover', label: 'Handover' },
] as const;

interface NumberChoice {
  readonly part: keyof PlanningSettings;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const NUMBERS: Readonly<Record<PlanningTask, readonly NumberChoice[]>> = {
  power: [
    { part: 'mostUsers', label: 'Users, up to', min: 5, max: 5000, step: 100 },
    { part: 'powerDraws', label: 'Draws of each', min: 1, max: 50, step: 1 },
  ],
  handover: [
    { part: 'walkers', label: 'Users', min: 2, max: 5000, step: 100 },
    { part: 'slots', label: 'Slots of 1 s', min: 10, max: 20_000, step: 500 },
    { part: 'handoverDraws', label: 'Draws', min: 1, max: 50, step: 1 },
    { part: 'switchingWeight', label: 'Weight of handovers', min: 0, max: 100, step: 1 },
  ],
};

/** What is planned, with how many users, and the way to start and to stop it. */
export function PlanHead() {
  const task = useStudio((s) => s.planning.task);
  const settings = useStudio((s) => s.planning.settings);
  const running = useStudio((s) => s.planning.running);
  return (
    <div className="plan-head">
      <SegmentedControl
        size="xs"
        aria-label="What is planned"
        transitionDuration={0}
        data={[...TASKS]}
        value={task}
        disabled={running !== null}
        onChange={(value) => patchPlanning({ task: value as PlanningTask, problem: null })}
      />
      {running ? (
        <Running running={running} />
      ) : (
        NUMBERS[task].map(({ part, label, min, max, step }) => (
          <div key={part} className="plan-number">
            <span>{label}</span>
            <PlainNumber
              {...{ label, unit: '', min, max, step }}
              value={settings[part]}
              onChange={(value) => setPlanning({ [part]: value })}
            />
          </div>
        ))
      )}
      {task === 'handover' && running === null && <WalkSwitch />}
      <StartButton />
      <Problem />
    </div>
  );
}

function Running({ running: { words, fraction } }: { readonly running: NonNullable<PlanningState['running']> }) {
  const percent = Math.round(100 * fraction);
  return (
    <>
      <div
        className="bar"
        role="progressbar"
        aria-label="Progress of the plan"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ transform: `scaleX(${fraction})` }} />
      </div>
      <span className="plan-quiet">
        {words} · {percent} %
      </span>
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
