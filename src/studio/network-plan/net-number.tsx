import { NumberInput } from '@mantine/core';
import { Term } from '../ui/term.tsx';

interface NetNumberProps {
  readonly label: string;
  /** What it means, on hover. */
  readonly help: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimals?: number;
  readonly set: (value: number) => void;
}

/** A number of what is asked, which is no part of the project, after its name. */
export function NetNumber({ label, help, unit = '', value, min, max, step = 1, decimals = 0, set }: NetNumberProps) {
  return (
    <div className="net-number">
      <Term help={help}>{label}</Term>
      <NumberInput
        size="xs"
        w={88}
        aria-label={unit ? `${label} [${unit}]` : label}
        value={value}
        min={min}
        max={max}
        step={step}
        decimalScale={decimals}
        suffix={unit ? ` ${unit}` : ''}
        clampBehavior="blur"
        onChange={(v) => {
          if (typeof v === 'number' && v >= min && v <= max && v !== value) set(v);
        }}
      />
    </div>
  );
}
