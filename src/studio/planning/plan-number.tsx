import { finishGesture } from '../commands/project-commands.ts';
import { PlainNumber, type PlainNumberProps } from '../ui/plain-number.tsx';
import { Term } from '../ui/term.tsx';

/** A change of one number as a step of undo. */
export interface NumberStep {
  readonly label: string;
  /** Changes that share it and follow each other are one step. */
  readonly gesture: string;
}

interface NumberCellProps extends Omit<PlainNumberProps, 'onChange' | 'onBlur'> {
  /** Called with numbers within the range alone. */
  readonly set: (value: number, step: NumberStep) => void;
}

interface PlanNumberProps extends NumberCellProps {
  /** In the window, where it is another than the label that is read out. */
  readonly words?: string;
  /** What it means, on hover and on focus of the label. */
  readonly help?: string;
}

/** A number of what is planned, with its name before it. Steps of one field are one step of undo, until it is left. */
export function PlanNumber({ words, help, ...field }: PlanNumberProps) {
  const name = words ?? field.label;
  return (
    <div className="plan-number">
      {help ? <Term help={help}>{name}</Term> : <span aria-hidden>{name}</span>}
      <NumberCell {...field} />
    </div>
  );
}

/** The number alone, as in a table. */
export function NumberCell({ set, ...field }: NumberCellProps) {
  const { label, unit } = field;
  const step = { label: `Change ${inSentence(label)}`, gesture: `plan ${label} ${unit}` };
  return <PlainNumber {...field} onChange={(value) => set(value, step)} onBlur={finishGesture} />;
}

/** A capital that only begins a label is none within a sentence; abbreviations keep theirs. */
function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}
