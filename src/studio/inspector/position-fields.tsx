import { NumberInput } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { finishGesture, runEdit } from '../commands/project-commands.ts';
import { shifted } from '../commands/site-edits.ts';
import type { SectorSettings } from '../store/project-document.ts';

/** East and north of the sector that leads [m, scene frame]; the others keep their distance from it. */
export function PositionFields({ sectors }: { readonly sectors: readonly SectorSettings[] }) {
  const ground = useSession().scene()?.groundBoundsM;
  const [lead] = sectors;
  if (!ground || !lead) return null;
  const what = sectors.length === 1 ? lead.id : `${sectors.length} sectors`;
  const field = (key: 'x' | 'y', min: number, max: number) => (
    <NumberInput
      size="xs"
      aria-label={`${key === 'x' ? 'East' : 'North'} [m]`}
      value={Number(lead[key].toFixed(1))}
      min={Math.ceil(min)}
      max={Math.floor(max)}
      decimalScale={1}
      leftSection={<span className="quiet small">{key}</span>}
      leftSectionWidth={22}
      suffix=" m"
      clampBehavior="blur"
      hideControls
      onChange={(v) => {
        if (typeof v !== 'number' || v < min || v > max || v === Number(lead[key].toFixed(1))) return;
        runEdit(shifted(sectors, key, v - lead[key], { min, max }, `Move ${what}`), `field-${key}-${what}`);
      }}
      onBlur={finishGesture}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
    />
  );
  return (
    <div className="field position">
      <span className="field-label">Position</span>
      {field('x', ground.minX, ground.maxX)}
      {field('y', ground.minY, ground.maxY)}
    </div>
  );
}
