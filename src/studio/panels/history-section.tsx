import { useEffect, useRef } from 'react';
import { travelTo } from '../commands/project-commands.ts';
import { useStudio } from '../store/studio-store.ts';

/** Everything that was done, the last on top; a click goes to where it was done. Folded until somebody asks. */
export function HistorySection() {
  const { undoable, redoable } = useStudio((s) => s.history);
  const current = useRef<HTMLButtonElement>(null);
  const done = undoable.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another step is the last
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [done]);
  const steps = ['As it was opened', ...undoable.map((s) => s.label), ...redoable.map((s) => s.label).toReversed()];
  return (
    <section className="section">
      <details>
        <summary className="card-head">
          <h2>History</h2>
          <span className="aside">
            {done} {done === 1 ? 'step' : 'steps'}
            {redoable.length > 0 && ` · ${redoable.length} undone`}
          </span>
        </summary>
        <ol className="history" reversed>
          {steps
            .map((label, step) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <li key={step}>
                <button
                  type="button"
                  ref={step === done ? current : null}
                  className="plain-button row"
                  aria-current={step === done ? 'step' : undefined}
                  data-undone={step > done}
                  onClick={() => travelTo(step)}
                >
                  <span className="name">{label}</span>
                  {step > done && <span className="aside">undone</span>}
                </button>
              </li>
            ))
            .toReversed()}
        </ol>
      </details>
    </section>
  );
}
