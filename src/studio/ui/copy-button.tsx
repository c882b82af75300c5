import { useEffect, useState } from 'react';

interface CopyButtonProps {
  /** What is copied, for people: "the table". */
  readonly what: string;
  /** Lines of cells; they go to the clipboard as text with tabs, that spreadsheets take. */
  readonly rows: () => readonly (readonly string[])[];
}

/** Copies a table, and says so for a moment. */
export function CopyButton({ what, rows }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const text = rows()
      .map((cells) => cells.join('\t'))
      .join('\n');
    try {
      await navigator.clipboard.writeText(text.replaceAll('−', '-'));
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <button type="button" className="text-button copy-button" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <span aria-live="polite">{{ idle: 'Copy', copied: 'Copied', refused: 'Not allowed' }[state]}</span>
    </button>
  );
}
