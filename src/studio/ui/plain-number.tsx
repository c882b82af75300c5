import { NumberInput } from '@mantine/core';

interface PlainNumberProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

/** A whole number of a choice that is no part of the project: no slider, no undo step. */
export function PlainNumber({ label, unit, value, min, max, step, onChange }: PlainNumberProps) {
  return (
    <NumberInput
      size="xs"
      w={92}
      aria-label={unit ? `${label} [${unit}]` : label}
      value={value}
      min={min}
      max={max}
      step={step}
      decimalScale={0}
      suffix={unit ? ` ${unit}` : ''}
      clampBehavior="blur"
      onChange={(v) => {
        if (typeof v === 'number' && v >= min && v <= max && v !== value) onChange(v);
      }}
    />
  );
}
