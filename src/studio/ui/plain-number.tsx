import { NumberInput } from '@mantine/core';

export interface PlainNumberProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimals?: number;
  /** Of the field [px]. */
  readonly width?: number;
  /** Called with numbers within the range alone. */
  readonly onChange: (value: number) => void;
  readonly onBlur?: () => void;
}

/** A number in a field alone: no slider, and no step of undo but what its changes make. */
export function PlainNumber({
  label,
  unit,
  value,
  min,
  max,
  step = 1,
  decimals = 0,
  width = 92,
  onChange,
  onBlur,
}: PlainNumberProps) {
  return (
    <NumberInput
      size="xs"
      w={width}
      aria-label={unit ? `${label} [${unit}]` : label}
      value={value}
      min={min}
      max={max}
      step={step}
      decimalScale={decimals}
      suffix={unit ? ` ${unit}` : ''}
      clampBehavior="blur"
      onChange={(v) => {
        if (typeof v === 'number' && v >= min && v <= max && v !== value) onChange(v);
      }}
      onBlur={onBlur}
    />
  );
}
