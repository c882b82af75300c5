import { NativeSelect, NumberInput } from '@mantine/core';
import { useId } from 'react';
import type { SectorPatch } from '../commands/edit.ts';
import { finishGesture } from '../commands/project-commands.ts';
import { bandOf, CARRIER_BANDS, channelsOf, onBand } from '../sites/carrier-bands.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { commonValue } from './common-value.ts';

interface CarrierFieldsProps {
  readonly carriers: readonly Pick<SectorSettings, 'frequencyHz' | 'bandwidthHz'>[];
  readonly onPatch: (patch: SectorPatch, label: string, gesture: string | null) => void;
}

const MHZ = 1e6;
const OTHER = 'other';
const MIXED = 'mixed';

/** Band, frequency and channel of one sector, or of several. */
export function CarrierFields({ carriers, onPatch }: CarrierFieldsProps) {
  const bandId = useId();
  const frequencyHz = commonValue(carriers.map((c) => c.frequencyHz));
  const bandwidthHz = commonValue(carriers.map((c) => c.bandwidthHz));
  const bands = new Set(carriers.map((c) => bandOf(c.frequencyHz)?.name ?? OTHER));
  const band = bands.size === 1 ? [...bands][0] : MIXED;
  const channels = channelsOf(frequencyHz ?? 0, bandwidthHz ?? 20 * MHZ);
  const takeBand = (name: string) => {
    const taken = CARRIER_BANDS.find((b) => b.name === name);
    if (taken) onPatch(onBand(taken, bandwidthHz ?? 20 * MHZ), `Move to ${taken.label}`, null);
  };
  return (
    <>
      <div className="field">
        <label className="field-label" htmlFor={bandId}>
          Carrier
        </label>
        <NativeSelect
          id={bandId}
          className="wide"
          size="xs"
          value={band}
          data={[
            ...(band === MIXED ? [{ value: MIXED, label: 'mixed' }] : []),
            ...CARRIER_BANDS.map(({ name, label }) => ({ value: name, label })),
            ...(bands.has(OTHER) ? [{ value: OTHER, label: 'no band of the list' }] : []),
          ]}
          onChange={(event) => takeBand(event.currentTarget.value)}
        />
      </div>
      <div className="field position">
        <span className="field-label">Channel</span>
        <NumberInput
          size="xs"
          aria-label="Frequency [MHz]"
          value={frequencyHz === null ? '' : frequencyHz / MHZ}
          placeholder="mixed"
          min={100}
          max={100_000}
          decimalScale={1}
          suffix=" MHz"
          clampBehavior="blur"
          hideControls
          onChange={(v) => {
            if (typeof v !== 'number' || v < 100 || v > 100_000 || v * MHZ === frequencyHz) return;
            onPatch({ frequencyHz: v * MHZ }, `Move to ${v} MHz`, 'field-frequency');
          }}
          onBlur={finishGesture}
          styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
        />
        <NativeSelect
          aria-label="Bandwidth"
          size="xs"
          value={bandwidthHz ?? MIXED}
          data={[
            ...(bandwidthHz === null ? [{ value: MIXED, label: 'mixed' }] : []),
            ...channels.map((hz) => ({ value: String(hz), label: `${hz / MHZ} MHz` })),
          ]}
          onChange={(event) => {
            const hz = Number(event.currentTarget.value);
            if (hz > 0) onPatch({ bandwidthHz: hz }, `Change bandwidth to ${hz / MHZ} MHz`, null);
          }}
        />
      </div>
    </>
  );
}
