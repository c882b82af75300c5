interface RunningBarProps {
  readonly fraction: number;
  readonly words: string;
}

/** How far a plan has come. */
export function RunningBar({ fraction, words }: RunningBarProps) {
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
