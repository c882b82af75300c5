import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { standInNotes } from '../../planning/stand-in-notes.ts';
import { useSession } from '../app/session-context.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { PlanFigures } from './plan-tables.ts';

interface PlanTableProps {
  /** Of the section, and of its file. */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly figures: PlanFigures;
  /** Whose runs are to be had one by one; left out: nobody's. */
  readonly runsOf?: 'power' | 'handover';
  readonly summary: Parameters<typeof standInNotes>[0];
  /** Notes under the table. */
  readonly children: ReactNode;
}

/** What planning found, in numbers: to copy, to save, and with what is to be known of them. */
export function PlanTable({ name, file, title, figures, runsOf, summary, children }: PlanTableProps) {
  const session = useSession();
  const { head, rows, csv } = figures;
  return (
    <section aria-label={name}>
      <div className="error-chart-head">
        <h3>{title}</h3>
        <span className="error-chart-words" />
        <CopyButton what={name.toLowerCase()} rows={() => [head, ...rows]} />
        <Button
          variant="default"
          size="compact-xs"
          title="This table, with plain numbers"
          onClick={() => session.planning.saveText(file, csv)}
        >
          CSV
        </Button>
        {runsOf && (
          <Button
            variant="default"
            size="compact-xs"
            title="Every run as a line of CSV"
            onClick={() => void session.planning.save(runsOf)}
          >
            Every run
          </Button>
        )}
      </div>
      {standInNotes(summary).map((note) => (
        <p key={note} className="plan-note">
          {note}
        </p>
      ))}
      <NumbersTable head={head} rows={rows} />
      {children}
    </section>
  );
}
