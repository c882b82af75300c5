import { NumberInput } from '@mantine/core';
import type { PlanScenario } from '../../planning/scenario.ts';
import { finishGesture } from '../commands/project-commands.ts';
import { changeScenario } from './project-plans.ts';

interface PlanNumberProps {
  readonly label: string;
  /** In the window, where it is another than the label that is read out. */
  readonly words?: string;
  /** What it does, on hover. */
  readonly help?: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimals?: number;
  readonly width?: number;
  readonly set: (scenario: PlanScenario, value: number) => PlanScenario;
}

/** A number of the scenario with its name before it. Steps of one field are one step of undo, until it is left. */
export function PlanNumber({ words, help, ...field }: PlanNumberProps) {
  return (
    <div className="plan-number" title={help}>
      <span aria-hidden>{words ?? field.label}</span>
      <NumberCell {...field} />
    </div>
  );
}

/** The number alone, as in a table. */
export function NumberCell({
  label,
  unit,
  value,
  min,
  max,
  step = 1,
  decimals = 0,
  width = 92,
  set,
}: Omit<PlanNumberProps, 'words' | 'help'>) {
  const name = unit ? `${label} [${unit}]` : label;
  return (
    <NumberInput
      size="xs"
      w={width}
      aria-label={name}
      value={value}
      min={min}
      max={max}
      step={step}
      decimalScale={decimals}
      suffix={unit ? ` ${unit}` : ''}
      clampBehavior="blur"
      onChange={(v) => {
        if (typeof v !== 'number' || v < min || v > max || v === value) return;
        changeScenario((scenario) => set(scenario, v), `Change ${label.toLowerCase()}`, `plan ${name}`);
      }}
      onBlur={finishGesture}
    />
  );
}
