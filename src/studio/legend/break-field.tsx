import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { BREAK_STEP, moveBreak, removeBreak } from '../results/edit-scale.ts';
import { SCALE_FACTS, type ScaleName, scaleOf } from '../results/value-scale.ts';
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
  const { unit, first, centred, least, most } = SCALE_FACTS[name];
  const count = scale.breaks.length;
  if (row >= count) return label;
  const index = first === 'high' ? count - 1 - row : row;
  const value = scale.breaks[index]!;
  return (
    <span className="break-field">
      <span aria-hidden>{first === 'low' ? '<' : centred ? '≥ ±' : '≥'}</span>
      <NumberInput
        size="xs"
        aria-label={`Edge ${row + 1} [${unit}]`}
        value={value}
        min={least}
        max={most}
        step={1}
        decimalScale={1}
        clampBehavior="blur"
        hideControls
        onChange={(v) => {
          if (typeof v === 'number' && Math.abs(v - value) >= BREAK_STEP / 2)
            changeScale(name, (s) => moveBreak(name, s, index, v));
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={`Remove the edge at ${value} ${unit}`}
        disabled={count === 1}
        onClick={() => changeScale(name, (s) => removeBreak(s, index))}
      >
        <IconX size={13} aria-hidden />
      </ActionIcon>
    </span>
  );
}
