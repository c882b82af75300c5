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
        </details>
      )}
    </div>
  );
}
