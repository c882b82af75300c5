import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { LEAST_BOX_M, WIDEST_BOX_M } from '../../io/map-source/map-source.ts';
import { boxAround, boxCentre, boxSizeM, type LonLatBox } from '../../raster/lonlat-box.ts';

interface BoxNumbersProps {
  readonly box: LonLatBox | null;
  readonly disabled?: boolean;
  readonly onChange: (box: LonLatBox) => void;
}

interface Figures {
  readonly lat: number | '';
  readonly lon: number | '';
  readonly widthKm: number | '';
  readonly heightKm: number | '';
}

const FIELDS = [
  { key: 'lat', label: 'Latitude', unit: '°', digits: 5, min: -85, max: 85, step: 0.001 },
  { key: 'lon', label: 'Longitude', unit: '°', digits: 5, min: -180, max: 180, step: 0.001 },
  {
    key: 'widthKm',
    label: 'Width',
    unit: ' km',
    digits: 2,
    min: LEAST_BOX_M / 1000,
    max: WIDEST_BOX_M / 1000,
    step: 0.1,
  },
  {
    key: 'heightKm',
    label: 'Height',
    unit: ' km',
    digits: 2,
    min: LEAST_BOX_M / 1000,
    max: WIDEST_BOX_M / 1000,
    step: 0.1,
  },
] as const;

/** A box by its centre and size. What is typed holds once all four are there. */
export function BoxNumbers({ box, disabled = false, onChange }: BoxNumbersProps) {
  const [figures, setFigures] = useState<Figures>(() => figuresOf(box));
  useEffect(() => setFigures(figuresOf(box)), [box]);
  const change = (key: keyof Figures, value: number | string) => {
    const next = { ...figures, [key]: typeof value === 'number' ? value : '' };
    setFigures(next);
    const { lat, lon, widthKm, heightKm } = next;
    if (lat === '' || lon === '' || widthKm === '' || heightKm === '' || widthKm <= 0 || heightKm <= 0) return;
    onChange(boxAround({ latDeg: lat, lonDeg: lon }, 1000 * widthKm, 1000 * heightKm));
  };
  return (
    <div className="box-numbers">
      {FIELDS.map(({ key, label, unit, digits, min, max, step }) => (
        <NumberInput
          key={key}
          size="xs"
          label={label}
          value={figures[key]}
          decimalScale={digits}
          step={step}
          min={min}
          max={max}
          suffix={unit}
          clampBehavior="none"
          hideControls
          disabled={disabled}
          onChange={(value) => change(key, value)}
        />
      ))}
    </div>
  );
}

function figuresOf(box: LonLatBox | null): Figures {
  if (!box) return { lat: '', lon: '', widthKm: '', heightKm: '' };
  const { latDeg, lonDeg } = boxCentre(box);
  const { widthM, heightM } = boxSizeM(box);
  const round = (v: number, digits: number) => Number(v.toFixed(digits));
  return {
    lat: round(latDeg, 5),
    lon: round(lonDeg, 5),
    widthKm: round(widthM / 1000, 2),
    heightKm: round(heightM / 1000, 2),
  };
}
