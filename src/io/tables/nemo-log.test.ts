import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readMeasurements } from '../measurements/read-measurements.ts';
import { openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';

const LOG = [
  '#AF,,,"Tool 1.0"',
  '#DL,,,"Phone 1"',
  '#START,23:59:50.000,,"25.08.2014"',
  'CELLMEAS,23:59:50.500,,7,0,1,10,0,70003,1300,318,-43.0,-70.0,-5.0,,93.0,',
  'GPS,23:59:51.000,,10.500000,48.250000,91,0,1,6,0',
  'CELLMEAS,23:59:52.250,,7,0,2,11,2,70003,1300,380,-61.1,-90.3,-17.1,,,,,0,70003,1300,318,-44.0,-73.1,-9.7,,97.0,54.0',
  'CELLMEAS,23:59:52.500,,5,0,1,3,3032,-80.1,50008',
  'RRCSM,23:59:53.000,,1,"a,b"',
  'GPS,00:00:01.000,,10.600000,48.350000,91,0,1,6,0',
  'CELLMEAS,00:00:02.000,,8,1,9,1,10,0,70038,37900,7,-50,-95.5,-11,,,',
  'CELLMEAS,00:00:12.000,,7,0,1,10,0,70003,1300,318,-43.0,-71.0,-5.0,,93.0,',
  'CELLMEAS,00:00:13.000,,7,0,1,10,2,70003,1300,318,-43.0,-72.0,-5.0,,93.0,',
].join('\r\n');
const open = async (text: string) => wholeTable((await openTables('d.nmf', strToU8(text)))[0]!.table);

describe('Nemo logs', () => {
  it('gives every measurement the last position, over midnight, and none where that is old', async () => {
    const { rows, at } = await open(LOG);
    expect(at).toEqual([4, 6, 7, 10, 11, 12]);
    expect(rows).toEqual([
      ['2014-08-25T23:59:50.500', '', '', 'LTE FDD', '70003', '1300', '318', '-43.0', '-70.0', '-5.0', 'Phone 1', ''],
      [
        '2014-08-25T23:59:52.250',
        '10.500000',
        '48.250000',
        'LTE FDD',
        '70003',
        '1300',
        '318',
        '-44.0',
        '-73.1',
        '-9.7',
        'Phone 1',
        '1.250',
      ],
      ['2014-08-25T23:59:52.500', '10.500000', '48.250000', 'UMTS FDD', '', '', '', '', '', '', 'Phone 1', '1.500'],
      [
        '2014-08-26T00:00:02.000',
        '10.600000',
        '48.350000',
        'LTE TDD',
        '70038',
        '37900',
        '7',
        '-50',
        '-95.5',
        '-11',
        'Phone 1',
        '1.000',
      ],
      [
        '2014-08-26T00:00:12.000',
        '',
        '',
        'LTE FDD',
        '70003',
        '1300',
        '318',
        '-43.0',
        '-71.0',
        '-5.0',
        'Phone 1',
        '11.000',
      ],
      ['2014-08-26T00:00:13.000', '', '', 'LTE FDD', '', '', '', '', '', '', 'Phone 1', '12.000'],
    ]);
  });

  it('is read as measurements with cell, phone, carrier and time', async () => {
    const set = await readMeasurements('d.nmf', strToU8(LOG));
    expect([set.count, set.rows, set.cells, set.devices]).toEqual([2, 6, ['318', '7'], ['Phone 1']]);
    expect(set.frequencyHz![0]).toBe(1.815e9);
    expect(set.timeMs![0]).toBe(Date.UTC(2014, 7, 25, 23, 59, 52, 250));
    expect(set.positions).toMatchObject({ latDeg: Float64Array.of(48.25, 48.35), lonDeg: Float64Array.of(10.5, 10.6) });
  });

  it('gives times alone where the log names no day, and refuses a log without measurements', async () => {
    const { rows } = await open('CELLMEAS,23:59:50.500,,7,0,1,10,0,70003,1300,318,-43.0,-70.0,-5.0,,93.0,\n');
    expect(rows[0]![0]).toBe('23:59:50.500');
    await expect(open('#START,10:00:00.000,,"1.1.2014"\nGPS,10:00:01.000,,1,2,3,4\n')).rejects.toThrow(
      /d\.nmf: the log holds no CELLMEAS event \(0 rows\)/,
    );
  });
});
