import { useEffect, useState } from 'react';
import { useStudio } from '../store/studio-store.ts';

/** What computes the maps; where no GPU does, that the CPU does it, and why. */
export function EngineLine() {
  const engine = useStudio((s) => s.engine);
  if (!engine) return null;
  return (
    <div className="row-note engine-line">
      {engine.kind === 'gpu' && `Computed on ${engine.adapter}.`}
      {engine.kind === 'software' &&
        `WebGPU runs in software here (${engine.adapter}): maps take seconds, not milliseconds.`}
      {engine.kind === 'cpu' && engine.reason === null && 'Computed by the CPU engine, as asked for.'}
      {engine.kind === 'cpu' && engine.reason !== null && (
        <details>
          <summary>Computed by the CPU engine</summary>
          {engine.reason} The maps are the same as with WebGPU on a graphics card; they take longer.
          {engine.askAgainAtMs != null && <AskedAgain atMs={engine.askAgainAtMs} />}
        </details>
      )}
    </div>
  );
}

function AskedAgain({ atMs }: { readonly atMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil((atMs - nowMs) / 1000);
  return left > 0 ? ` The card is asked for again in ${left} s.` : ' The card is asked for with the next map.';
}
