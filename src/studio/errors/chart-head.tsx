import type { ReactNode } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';

interface ChartHeadProps {
  readonly title: string;
  /** What the chart says, in a few words. */
  readonly children: ReactNode;
  readonly what: string;
  readonly rows: () => readonly (readonly string[])[];
}

export function ChartHead({ title, children, what, rows }: ChartHeadProps) {
  return (
    <div className="error-chart-head">
      <h3>{title}</h3>
      <span className="error-chart-words">{children}</span>
      <CopyButton what={what} rows={rows} />
    </div>
  );
}
