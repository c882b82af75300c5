import { badInput } from '../../units/errors.ts';
import { decodeText } from './decode-text.ts';
import type { RowVisit, Table, TableFormat } from './table.ts';

/**
 * Nemo's own log (.nmf): events, one a line. CELLMEAS holds what was measured, GPS where: system, parameters of the header, number of
 * cells, parameters a cell, then of each cell its kind (0 serves), band, channel, physical cell, RSSI, RSRP, RSRQ, timing, path loss.
 * Every CELLMEAS is a row, with the last position; of LTE the serving cell, of other systems no level.
 */
export const nemoLog: TableFormat = {
  id: 'nmf',
  recognises: (bytes) => {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 262_144));
    return /^#START,\d\d:\d\d:\d\d/m.test(head) || /^CELLMEAS,\d\d:\d\d:\d\d[.\d]*,[^,\r\n]*,\d/m.test(head);
  },
  open: (bytes, name) => [openNemo(bytes, name)],
};

const COLUMNS = [
  'time',
  'longitude',
  'latitude',
  'system',
  'band',
  'earfcn',
  'pci',
  'rssi',
  'rsrp',
  'rsrq',
  'device',
  'position age s',
];
const LTE = new Map([
  ['7', 'LTE FDD'],
  ['8', 'LTE TDD'],
]);
const OTHERS = new Map([
  ['1', 'GSM'],
  ['5', 'UMTS FDD'],
  ['6', 'UMTS TDD'],
  ['20', 'WLAN'],
]);
/** A position that is older than this is not where the measurement was made. */
const MOST_AGE_S = 10;
const MOST_LINE = 2 ** 20;
const DAY_S = 86_400;

function openNemo(bytes: Uint8Array, name: string): Table {
  const { text, issues } = decodeText(bytes, name);
  return {
    title: 'Nemo log',
    columns: COLUMNS,
    hasHeader: true,
    delimiter: ',',
    issues,
    counts: 'line',
    forEachRow: (visit) => {
      const log = new NemoReader();
      let rows = 0;
      eachLine(text, name, (line, at) => {
        const fields = log.read(line);
        if (!fields) return;
        rows++;
        return visit(fields, at);
      });
      if (rows === 0)
        throw badInput(`${name}: the log holds no CELLMEAS event (0 rows); measurements of cells were not recorded`);
    },
  };
}

function eachLine(text: string, name: string, visit: (line: string, at: number) => ReturnType<RowVisit>): void {
  let at = 0;
  for (let from = 0; from < text.length; ) {
    at++;
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    if (end - from > MOST_LINE) throw badInput(`${name}: line ${at} is longer than 1 MiB; is this a Nemo log?`);
    if (visit(text.slice(from, end).trimEnd(), at) === false) return;
    from = end + 1;
  }
}

/** What the events so far have said. */
class NemoReader {
  /** Midnight before the first event, as milliseconds since 1970; NaN until the log names its day. */
  #dayMs = Number.NaN;
  /** Seconds since that midnight. */
  #timeS = 0;
  #device = '';
  #lon = '';
  #lat = '';
  #fixS = Number.NEGATIVE_INFINITY;

  /** The row that an event makes; null for one that makes none. */
  read(line: string): string[] | null {
    const kind = line.slice(0, line.indexOf(','));
    if (kind !== 'CELLMEAS' && kind !== 'GPS' && !kind.startsWith('#')) return null;
    const event = line.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
    if (kind === '#START') this.#dayMs = dayOf(line);
    if ((kind === '#DL' || kind === '#DN') && this.#device === '') this.#device = event[3] ?? '';
    if (kind === 'CELLMEAS' || kind === 'GPS') this.#clock(event[1] ?? '');
    if (kind === 'GPS') [this.#lon, this.#lat, this.#fixS] = [event[3] ?? '', event[4] ?? '', this.#timeS];
    return kind === 'CELLMEAS' ? this.#row(event) : null;
  }

  #clock(time: string): void {
    const parts = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(time);
    if (!parts) return;
    const ofDay = 3600 * Number(parts[1]) + 60 * Number(parts[2]) + Number(parts[3]);
    let days = Math.floor(this.#timeS / DAY_S);
    // A clock that falls by half a day has passed midnight.
    if (days * DAY_S + ofDay < this.#timeS - DAY_S / 2) days++;
    this.#timeS = days * DAY_S + ofDay;
  }

  #row(event: readonly string[]): string[] {
    const age = this.#timeS - this.#fixS;
    const fresh = Math.abs(age) <= MOST_AGE_S;
    const system = event[3] ?? '';
    const lte = LTE.get(system);
    const [band = '', channel = '', pci = '', rssi = '', rsrp = '', rsrq = ''] = lte ? servingCell(event) : [];
    const time = Number.isNaN(this.#dayMs)
      ? (event[1] ?? '')
      : new Date(this.#dayMs + 1000 * this.#timeS).toISOString();
    const known = lte ?? OTHERS.get(system) ?? `system ${system}`;
    const place = fresh ? [this.#lon, this.#lat] : ['', ''];
    const ageText = Number.isFinite(age) ? age.toFixed(3) : '';
    return [
      time.replace('Z', ''),
      ...place,
      known,
      band,
      channel,
      pci,
      rssi,
      rsrp,
      rsrq,
      this.#device,
      ageText,
    ] as string[];
  }
}

/** Band, channel, physical cell, RSSI, RSRP and RSRQ of the cell that serves; none where no cell does. */
function servingCell(event: readonly string[]): readonly string[] {
  const header = Number(event[4]);
  const cells = Number(event[5 + header]);
  const width = Number(event[6 + header]);
  if (!(header >= 0 && width >= 6)) return [];
  for (let at = 7 + header, n = 0; n < cells && at < event.length; n++, at += width)
    if (event[at] === '0') return event.slice(at + 1, at + 7);
  return [];
}

/** #START names the day as 25.08.2014 or 2014-08-25. */
function dayOf(line: string): number {
  const german = /\b(\d\d)\.(\d\d)\.(\d{4})\b/.exec(line);
  const [, year, month, day] = german
    ? [0, german[3], german[2], german[1]]
    : (/\b(\d{4})-(\d\d)-(\d\d)\b/.exec(line) ?? []);
  return Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}
