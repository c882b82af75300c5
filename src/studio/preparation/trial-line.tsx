import { useEffect, useState } from 'react';
import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { PreparationTrial } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { formatCount } from '../ui/format.ts';

const REST_MS = 250;

/** How many rows a preparation would leave, once the hand rests. */
export function TrialLine({
  preparation,
  rows,
}: {
  readonly preparation: MeasurementPreparation | null;
  readonly rows: number;
}) {
  const session = useSession();
  const [trial, setTrial] = useState<PreparationTrial | null>(null);
  const key = JSON.stringify(preparation);
  useEffect(() => {
    if (key === 'null') return;
    let current = true;
    const timer = setTimeout(() => {
      void session.preparation.try(JSON.parse(key) as MeasurementPreparation).then((found) => {
        if (current) setTrial(found);
      });
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [session, key]);
  if (preparation === null) return <p className="columns-trial">A range ends before it begins.</p>;
  const removed = (trial?.removed ?? []).filter(({ count }) => count > 0);
  return (
    <p className="columns-trial" aria-live="polite">
      <strong>
        {formatCount(trial?.kept ?? rows)} of {formatCount(rows)} rows
      </strong>
      {removed.length > 0 && `; ${removed.map(({ filter, count }) => `${formatCount(count)} ${filter}`).join(', ')}`}
    </p>
  );
}
