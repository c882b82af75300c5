import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A word with its meaning on hover and on focus. */
export function Term({ help, children }: { readonly help: string; readonly children: ReactNode }) {
  return (
    <Tooltip label={help} multiline w={260} openDelay={250} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className="term">
        {children}
      </button>
    </Tooltip>
  );
}
