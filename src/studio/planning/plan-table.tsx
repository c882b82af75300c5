import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { standInNotes } from '../../planning/stand-in-notes.ts';
import { useSession } from '../app/session-context.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

interface PlanTableProps {
  readonly task: 'power' | 'handover';
  /** Of the section, and what the button copies. */
  readonly name: string;
  readonly copied: string;
  readonly title: string;
  readonly summary: Parameters<typeof standInNotes>[0];
  readonly head: readonly string[];
  readonly rows: readonly string[][];
  /** Notes under the table. */
  readonly children: ReactNode;
}

/** What planning found, in numbers: to copy, to save, and with what is to be known of them. */
export function PlanTable({ task, name, copied, title, summary, head, rows, children }: PlanTableProps) {
  const session = useSession();
  return (
    <section className="plan-table" aria-label={name}>
      <div className="error-chart-head">
        <h3>{title}</h3>
        <span className="error-chart-words" />
        <CopyButton what={copied} rows={() => [head, ...rows]} />
        <Button variant="default" size="compact-xs" onClick={() => void session.planning.save(task)}>
          CSV
        </Button>
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
