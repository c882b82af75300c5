import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface TermProps {
  readonly help: string;
  /** Of a row that arrow keys lead to: its meaning would lie over the rows beside it at every step, so it comes on hover alone. */
  readonly rowTab?: 0 | -1;
  readonly children: ReactNode;
}

/** A word with its meaning on hover and on focus. */
export function Term({ help, rowTab, children }: TermProps) {
  const inRow = rowTab !== undefined;
  return (
    <Tooltip label={help} multiline w={260} openDelay={250} events={{ hover: true, focus: !inRow, touch: true }}>
      <button type="button" className="term" tabIndex={rowTab} aria-description={inRow ? help : undefined}>
        {children}
      </button>
    </Tooltip>
  );
}
