/** Numbers as an engineer reads them: typographic minus, fixed digits, grouped thousands. */
export function formatNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // What rounds to naught has no sign.
  return text.replace(/^-(?=[0.]+$)/, '').replace('-', '−');
}

export function formatSigned(value: number, digits: number): string {
  const text = formatNumber(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** Share of a whole in per cent, never 0 % for something and never 100 % for less than all. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return '< 1 %';
  if (percent < 100 && percent > 99) return '> 99 %';
  return `${Math.round(percent)} %`;
}

export function formatFrequency(frequencyHz: number): string {
  return `${(frequencyHz / 1e9).toFixed(2)} GHz`;
}

export function formatArea(squareMetres: number): string {
  return `${(squareMetres / 1e6).toFixed(3)} km²`;
}

/** A fitted value in its unit: angles and levels to a tenth, materials to three digits. */
export function formatParameter(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  const text =
    unit === 'S/m' || (value !== 0 && Math.abs(value) < 0.1)
      ? Number(value.toPrecision(2)).toString().replace('-', '−')
      : formatNumber(value, Number.isInteger(value) ? 0 : unit === '1' ? 2 : 1);
  if (unit === '' || unit === '1') return text;
  return unit === 'deg' ? `${text}°` : `${text} ${unit}`;
}

/** An error of level [dB] to a hundredth; a dash where no cell counts. */
export function formatDb(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatNumber(value, 2);
}
