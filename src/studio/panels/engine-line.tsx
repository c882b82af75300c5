import { useStudio } from '../store/studio-store.ts';

/** What computes the maps; where there is no WebGPU, why, and that the CPU does it. */
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
        <>
          WebGPU is missing, so the CPU engine computes the same maps, more slowly.
          <details>
            <summary>why</summary>
            {engine.reason}
          </details>
        </>
      )}
    </div>
  );
}
