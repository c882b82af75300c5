import { useStudio } from '../store/studio-store.ts';
import type { Plan } from './plan.ts';
import { demandWords, seedWords, usersWords } from './plan-words.ts';
import { currentPlan } from './read-plans.ts';

interface RunNotesProps {
  readonly plan: Plan;
  readonly draws: number;
  readonly leftOut: readonly string[];
  /** Whether demands count. */
  readonly asks: boolean;
}

/** What a result rests on, and what is to be known of it. */
export function RunNotes({ plan, draws, leftOut, asks }: RunNotesProps) {
  const now = useStudio(currentPlan);
  const words = [usersWords(plan), ...(asks ? [demandWords(plan.scenario.power.demand)] : []), seedWords(plan, draws)];
  return (
    <>
      <p className="plan-note">
        {plan.name}: {words.join('; ')}.{now !== plan && ' The scenario in hand is another by now.'}
      </p>
      {leftOut.length > 0 && (
        <p className="plan-note">
          Without {leftOut.join(', ')}: not all chosen maps have {leftOut.length === 1 ? 'it' : 'them'}.
        </p>
      )}
    </>
  );
}
