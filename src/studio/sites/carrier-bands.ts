/** A band of mobile networks, downlink. */
export interface CarrierBand {
  readonly name: string;
  readonly label: string;
  /** Downlink, bounds included [Hz]. */
  readonly fromHz: number;
  readonly toHz: number;
  /** Widest channel that is defined there [Hz]. */
  readonly widestHz: number;
}

const MHZ = 1e6;

function band(name: string, popular: string, fromMhz: number, toMhz: number, widestMhz: number): CarrierBand {
  return { name, label: `${popular} · ${name}`, fromHz: fromMhz * MHZ, toHz: toMhz * MHZ, widestHz: widestMhz * MHZ };
}

/** Bands in wide use, by 3GPP TS 38.104 tables 5.2-1 and 5.2-2, with the widest channel of table 5.3.5-1 and -2. */
export const CARRIER_BANDS: readonly CarrierBand[] = [
  band('n28', '700 MHz', 758, 803, 40),
  band('n20', '800 MHz', 791, 821, 20),
  band('n8', '900 MHz', 925, 960, 35),
  band('n3', '1800 MHz', 1805, 1880, 50),
  band('n1', '2100 MHz', 2110, 2170, 50),
  band('n40', '2300 MHz', 2300, 2400, 100),
  band('n7', '2600 MHz', 2620, 2690, 50),
  band('n78', '3.5 GHz', 3300, 3800, 100),
  band('n258', '26 GHz', 24_250, 27_500, 400),
];

const CHANNELS_HZ = [5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 200, 400].map((mhz) => mhz * MHZ);

/** The band that a carrier lies in, the narrowest where several do; null for none of the list. */
export function bandOf(frequencyHz: number): CarrierBand | null {
  const around = CARRIER_BANDS.filter(({ fromHz, toHz }) => frequencyHz >= fromHz && frequencyHz <= toHz);
  return around.toSorted((a, b) => a.toHz - a.fromHz - (b.toHz - b.fromHz))[0] ?? null;
}

/** The middle of a band [Hz], in whole MHz. */
export function middleOf({ fromHz, toHz }: CarrierBand): number {
  return Math.round((fromHz + toHz) / 2 / MHZ) * MHZ;
}

/** Channels that a carrier may have [Hz], the one that it has among them. */
export function channelsOf(frequencyHz: number, bandwidthHz: number): readonly number[] {
  const widest = bandOf(frequencyHz)?.widestHz ?? CHANNELS_HZ.at(-1) ?? bandwidthHz;
  const fitting = CHANNELS_HZ.filter((channel) => channel <= widest);
  return [...new Set([...fitting, bandwidthHz])].sort((a, b) => a - b);
}

/** What changes with a carrier: a channel that the band does not have gives way to the widest that it has. */
export function onBand(band: CarrierBand, bandwidthHz: number): { frequencyHz: number; bandwidthHz: number } {
  const frequencyHz = middleOf(band);
  return { frequencyHz, bandwidthHz: Math.min(bandwidthHz, band.widestHz) };
}
