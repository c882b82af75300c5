import { useSession } from '../app/session-context.ts';
import { NetworkBody } from '../network-plan/network-body.tsx';
import { networkPlanDesk } from '../network-plan/network-plan-desk.ts';
import { useNetworkPlan } from '../store/network-plan-store.ts';
import { useStudio } from '../store/studio-store.ts';
import { HandoverView } from './handover-view.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { PlanHead } from './plan-head.tsx';
import { PowerView } from './power-view.tsx';
import { SourceChoice } from './source-choice.tsx';
import './planning.css';

/** What maps mean for a network: least powers that serve users, and who serves them while they move, on several maps side by side. */
export function PlanningTab() {
  // Follows the project from the first look on.
  networkPlanDesk(useSession());
  const networkTask = useNetworkPlan((s) => s.task);
  const hasMap = useStudio((s) => s.map !== null);
  const editing = useStudio((s) => s.planning.editing);
  const sectors = useStudio((s) => s.history.project.sectors.length);
  if (sectors === 0)
    return <p className="calm">No sector yet: open a file of sites, or add one; then plan on their map.</p>;
  if (!hasMap) return <p className="calm">There is no map to plan on yet; it is being computed.</p>;
  return (
    <div className="planning">
      <PlanHead />
      {networkTask ? (
        <NetworkBody task={networkTask} />
      ) : (
        <div className="plan-body">
          <SourceChoice />
          {editing ? <PlanEditor /> : <Results />}
        </div>
      )}
    </div>
  );
}

function Results() {
  const task = useStudio((s) => s.planning.task);
  const power = useStudio((s) => s.planning.power);
  const handover = useStudio((s) => s.planning.handover);
  if (task === 'power' && power) return <PowerView outcome={power} />;
  if (task === 'handover' && handover) return <HandoverView outcome={handover} />;
  return <p className="calm plan-empty">{EMPTY_WORDS[task]}</p>;
}

const EMPTY_WORDS = {
  power:
    'The least powers at which all users get the rate that they ask for, for more and more users, on every chosen map; with a truth, what believing the others costs. Keep results (Shift+K) to plan on other engines or settings side by side.',
  handover:
    'Users on foot, on bicycles and in cars are served slot by slot by the strongest cell, by event A3, by a greedy rule and by an online learner, on every chosen map; with a truth, what they really get. Keep results (Shift+K) to plan on other engines or settings side by side.',
};
