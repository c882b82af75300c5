import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { moveBreak, removeBreak, roomOfBreak } from '../results/edit-scale.ts';
import { SCALE_FACTS, type ScaleName, scaleOf, type ValueScale } from '../results/value-scale.ts';
import { changeScale } from '../store/scale-actions.ts';
import { useStudio } from '../store/studio-store.ts';

interface BreakFieldProps {
  readonly name: ScaleName;
  /** Of the class, in legend order. */
  readonly row: number;
  readonly label: string;
}

/** The edge at which a class begins, as a field; the class beyond the last edge, and those that mirror others, are words. */
export function BreakField({ name, row, label }: BreakFieldProps) {
  const scale = useStudio((s) => scaleOf(s.scales, name));
  const { unit, first, centred } = SCALE_FACTS[name];
  const count = scale.breaks.length;
  if (row >= count) return label;
  const index = first === 'high' ? count - 1 - row : row;
  return (
    <span className="break-field">
      <span aria-hidden>{first === 'low' ? '<' : centred ? '≥ ±' : '≥'}</span>
      <EdgeInput name={name} scale={scale} index={index} label={`Edge ${row + 1} [${unit}]`} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={`Remove the edge at ${scale.breaks[index]} ${unit}`}
        disabled={count === 1}
        onClick={() => changeScale(name, (s) => removeBreak(s, index))}
      >
        <IconX size={13} aria-hidden />
      </ActionIcon>
    </span>
  );
}

interface EdgeInputProps {
  readonly name: ScaleName;
  readonly scale: ValueScale;
  readonly index: number;
  readonly label: string;
}

/** What lies between the neighbours counts at once; what does not may be on its way, "-1" to "-100", and counts when it is left. */
function EdgeInput({ name, scale, index, label }: EdgeInputProps) {
  const value = scale.breaks[index]!;
  const { low, high } = roomOfBreak(name, scale, index);
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const move = (to: number) => changeScale(name, (s) => moveBreak(name, s, index, to));
  const settle = () => {
    if (typeof draft === 'number' && draft !== value) move(draft);
    setDraft(value);
  };
  return (
    <NumberInput
      size="xs"
      aria-label={label}
      value={draft}
      step={1}
      decimalScale={1}
      hideControls
      onChange={(v) => {
        setDraft(v);
        if (typeof v === 'number' && v >= low && v <= high && v !== value) move(v);
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
