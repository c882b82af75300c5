import { TextInput } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';

/** Longest name that can be typed. */
export const LONGEST_NAME = 120;

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** Why a name cannot be taken; null where it can. */
  readonly problemOf?: (typed: string) => string | null;
  /**
   * The typing has ended.
   * @param typed null where nothing is to be taken
   * @param left true where the focus went elsewhere, and not by a key
   */
  readonly onDone: (typed: string | null, left: boolean) => void;
}

/** A name while it is typed: Enter or leaving the field takes it, Escape does not. */
export function NameField({ label, name, problemOf = () => null, onDone }: NameFieldProps) {
  const [text, setText] = useState(name);
  const typed = text.trim();
  const problem = problemOf(typed);
  const mark = useCallback((field: HTMLInputElement | null) => field?.select(), []);
  // A field that goes away is left, too: what was given up must not be taken then.
  const finished = useRef(false);
  const finish = (takes: boolean, left: boolean) => {
    if (finished.current) return;
    finished.current = true;
    onDone(takes && problem === null ? typed : null, left);
  };
  return (
    <TextInput
      ref={mark}
      className="wide"
      size="xs"
      aria-label={label}
      maxLength={LONGEST_NAME}
      value={text}
      error={problem}
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(true, true)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        const takes = event.key === 'Enter';
        if (!takes || problem === null) finish(takes, false);
      }}
    />
  );
}
