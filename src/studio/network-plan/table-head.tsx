import { Button } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';

interface TableHeadProps {
  readonly title: string;
  /** What is copied, for people. */
  readonly what: string;
  readonly rows: () => readonly (readonly string[])[];
  /** The table's file; left out: none. */
  readonly file?: string;
  readonly csv?: () => string;
}

/** The title of a table, with the ways to take it along. */
export function TableHead({ title, what, rows, file, csv }: TableHeadProps) {
  const session = useSession();
  return (
    <div className="error-chart-head">
      <h3>{title}</h3>
      <span className="error-chart-words" />
      <CopyButton what={what} rows={rows} />
      {file && csv && (
        <Button
          variant="default"
          size="compact-xs"
          title="This table, with plain numbers"
          onClick={() => session.planning.saveText(file, csv())}
        >
          CSV
        </Button>
      )}
    </div>
  );
}
