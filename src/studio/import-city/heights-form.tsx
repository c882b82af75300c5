import { NumberInput } from '@mantine/core';
import { HEIGHT_CLASSES, type HeightClass, type HeightRules } from '../../scene/height-rules.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { withClassHeight } from './import-desk.ts';

const CLASS_LABELS: Readonly<Record<HeightClass, string>> = {
  garages: 'Garages, sheds',
  houses: 'Houses',
  apartments: 'Apartments, hotels',
  offices: 'Offices',
  shops: 'Shops',
  industry: 'Industry',
  schools: 'Schools, hospitals',
  churches: 'Churches',
};

/** How buildings without a height tag get theirs. */
export function HeightsForm() {
  const session = useSession();
  const rules = useStudio((s) => s.cityImport.heightRules);
  const busy = useStudio((s) => s.cityImport.work !== null);
  const change = (heightRules: HeightRules) => session.cityImport.choose({ heightRules });
  return (
    <fieldset className="heights-form" disabled={busy}>
      <legend>Heights where none is tagged</legend>
      <Metres label="Each level" value={rules.storeyM} onChange={(storeyM) => change({ ...rules, storeyM })} />
      <Metres label="Kind unknown" value={rules.assumedM} onChange={(assumedM) => change({ ...rules, assumedM })} />
      {(Object.keys(HEIGHT_CLASSES) as HeightClass[]).map((name) => (
        <Metres
          key={name}
          label={CLASS_LABELS[name]}
          value={rules.classM[name]}
          onChange={(heightM) => change(withClassHeight(rules, name, heightM))}
        />
      ))}
    </fieldset>
  );
}

interface MetresProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (metres: number) => void;
}

function Metres({ label, value, onChange }: MetresProps) {
  return (
    <NumberInput
      size="xs"
      label={label}
      value={value}
      min={0.5}
      max={300}
      step={0.5}
      decimalScale={1}
      suffix=" m"
      clampBehavior="blur"
      hideControls
      onChange={(metres) => {
        if (typeof metres === 'number' && metres >= 0.5 && metres <= 300 && metres !== value) onChange(metres);
      }}
    />
  );
}
