import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type MeasurementSet, rejectedByReason } from '../../measurements/measurement-set.ts';
import { readMeasurements } from './read-measurements.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readMeasurements('log', bytesOf(text));

/** Accepted levels with the names of their cells, and what was left out. */
function summary(set: MeasurementSet) {
  return {
    layout: set.parts[0]!.layout,
    levels: [...set.rsrpDbm],
    cells: [...set.cell].map((index) => set.cells[index] ?? ''),
    rejected: rejectedByReason(set),
  };
}

const GNETTRACK =
  'Timestamp\tLongitude\tLatitude\tOperatorname\tOperator\tCellname\tNode\tCellID\tLAC\tNetworkTech\tLevel\tQual\tSNR\tARFCN\tAltitude\t\r\n';

describe('layouts of measurements', () => {
  it('reads a G-NetTrack log: the level is an RSRP on 4G and 5G alone, and -340, -200 and -- are none', async () => {
    const row = (technology: string, level: string, node = '17', arfcn = '1300') =>
      `2025.01.02_03.04.05\t-17.4\t14.6\tOp\t60801\t\t${node}\t5\t100\t${technology}\t${level}\t-9\t0.0\t${arfcn}\t70\t\r\n`;
    const set = await read(
      GNETTRACK +
        row('4G', '-91') +
        row('3G', '-70') +
        row('2G', '-60') +
        row('--', '-91') +
        row('4G', '-340') +
        row('4G', '-200') +
        row('4G', '--') +
        row('5G', '-101', '0', '620000') +
        row('4G', '-88', '--'),
    );
    expect(summary(set)).toEqual({
      layout: 'G-NetTrack',
      levels: [-91, -101, -88],
      cells: ['60801-17-5', '60801-0-5', ''],
      rejected: { 'other-technology': 3, 'rsrp-sentinel': 2, 'rsrp-missing': 1 },
    });
    expect([...set.frequencyHz!]).toEqual([1.815e9, 3.3e9, 1.815e9]);
    expect(set.timeMs![0]).toBe(Date.UTC(2025, 0, 2, 3, 4, 5));
    expect(set.issues.find(({ code }) => code === 'time-zone-assumed')).toMatchObject({ count: 3 });
  });

  it('refuses the events of a G-NetTrack log, and passes them over beside the log', async () => {
    const events =
      'Timestamp\tLongitude\tLatitude\tNetworkTech\tLevel\tEventType\tEventDetails\n2025.01.02_03.04.05\t1\t2\t4G\t-90\tX\tSTART PING\n';
    await expect(read(events)).rejects.toThrow(/log: the events of a G-NetTrack log; .*open that/);
    const log = `${GNETTRACK}2025.01.02_03.04.05\t-17.4\t14.6\tOp\t60801\t\t17\t5\t100\t4G\t-91\t-9\t0.0\t1300\t70\t\n`;
    const set = await readMeasurements('a.zip', zipSync({ 'a.txt': bytesOf(log), 'a_events.txt': bytesOf(events) }));
    expect(set.count).toBe(1);
    expect(set.issues.find(({ code }) => code === 'no-measurements')!.message).toContain('the events of a G-NetTrack');
  });

  it.each([
    ['speed_kmh', 10],
    ['Speed (km/h)', 10],
    ['gps_speed_mps', 36],
    ['Geschwindigkeit [m/s]', 36],
    ['speed', null],
    ['speed_limit', null],
  ])('takes "%s" for speeds where it names their unit', async (column, speed) => {
    const set = await read(`lat,lon,rsrp,${column}\n48,11,-80,36\n`);
    if (speed === null) expect(set.speedMps).toBeNull();
    else expect(set.speedMps![0]).toBeCloseTo(speed, 5);
  });

  it('reads G-NetTrack Pro in CSV: "-" is missing, speeds are in km/h', async () => {
    const set = await read(
      'Timestamp,Longitude,Latitude,Speed,Operatorname,CellID,NetworkMode,RSRP,RSRQ,State,RAWCELLID,NRxRSRP\n' +
        '2019.12.16_13.40.04,-8.4,51.9,36,B,11,5G,-103,-15,D,1080,-106\n' +
        '2019.12.16_13.40.05,-8.4,51.9,36,B,11,LTE,-,-15,D,1080,-106\n' +
        '2019.12.16_13.40.06,-8.4,51.9,36,B,11,HSPA+,-103,-,D,1080,-\n' +
        '2019.12.16_13.40.07,-8.4,51.9,36,B,11,LTE,-200,-15,D,-,-\n',
    );
    expect(summary(set)).toEqual({
      layout: 'G-NetTrack Pro (CSV)',
      levels: [-103],
      cells: ['1080'],
      rejected: { 'rsrp-missing': 1, 'other-technology': 1, 'rsrp-sentinel': 1 },
    });
    expect(set.speedMps![0]).toBeCloseTo(10, 6);
  });

  it('reads Network Survey, serving cells alone, past its preamble', async () => {
    const set = await read(
      '# version=0.3\n' +
        'deviceTime,latitude,longitude,altitude,speed,accuracy,missionId,recordNumber,groupNumber,mcc,mnc,tac,eci,earfcn,pci,rsrp,rsrq,ta,servingCell\n' +
        '2024-05-01T10:00:00.500+02:00,48.1,11.5,500,1.5,4,m,1,1,262,1,5,771,1300,7,-88.0,-9,1,true\n' +
        '2024-05-01T10:00:00.500+02:00,48.1,11.5,500,1.5,4,m,2,1,,,,,1300,8,-99.0,-12,,false\n',
    );
    expect(summary(set)).toEqual({
      layout: 'Network Survey',
      levels: [-88],
      cells: ['262-1-771'],
      rejected: { 'not-serving': 1 },
    });
    expect([set.timeMs![0], set.accuracyM![0], set.speedMps![0]]).toEqual([Date.UTC(2024, 4, 1, 8, 0, 0, 500), 4, 1.5]);
    await expect(
      read(
        'deviceTime,latitude,longitude,recordNumber,servingCell,arfcn,signalStrength\n2024-05-01T10:00:00Z,1,2,1,true,5,-80\n',
      ),
    ).rejects.toThrow(/no RSRP; open its LTE or NR file/);
  });

  it('reads what Tower Collector sends to OpenCelliD', async () => {
    const set = await read(
      'mcc,mnc,lac,cellid,lat,lon,signal,measured_at,rating,speed,direction,act,ta,psc,tac,pci\n' +
        '740,2,207,1137,-1.24,-78.62,-97,1700000000500,6.7,0.25,7.5,LTE,0,,207,-1\n' +
        '740,2,207,1138,-1.24,-78.62,-71,1700000001500,6.7,0.25,7.5,UMTS,,12,,\n',
    );
    expect(summary(set)).toEqual({
      layout: 'OpenCelliD measurements',
      levels: [-97],
      cells: ['740-2-1137'],
      rejected: { 'other-technology': 1 },
    });
    expect(set.accuracyM![0]).toBeCloseTo(6.7, 5);
    expect(set.timeMs![0]).toBe(1700000000500);
  });

  it('reads a raw LTE log: neighbours are counted, -167.0625 and -30 are none', async () => {
    const row = (level: number, type: string) => `34.01,-118.49,1619547348.67,850,94,${level},-7.5,${type}\n`;
    const set = await read(
      `lat,lon,timestamp,freq,cid,rsrp,rsrq,type\n${row(-73.5625, 'PCell')}${row(-80, '2_SCell')}${row(-90, 'neighbor-intra')}${row(-167.0625, 'PCell')}${row(-30, '1_SCell')}`,
    );
    expect(summary(set)).toEqual({
      layout: 'a raw LTE log',
      levels: [-73.5625, -80],
      cells: ['850-94', '850-94'],
      rejected: { 'not-serving': 1, 'rsrp-sentinel': 2 },
    });
    // Channel 850 is 1955 MHz in band 2 (TS 36.101 table 5.7.3-1).
    expect(set.frequencyHz![0]).toBe(1.955e9);
    expect(set.timeMs![0]).toBeCloseTo(1619547348670, 0);
  });

  it('reads gridded percentiles by their median, LTE and NR channels in one column', async () => {
    const set = await read(
      'grid_lat,grid_lon,freq,cid,rat,total_sample,sample,rsrp_avg,rsrp_25,rsrp_50,rsrp_75\n' +
        '41.889,-87.632,66811,17,lte,141,23,-90,-92,-91,-88\n41.889,-87.632,2071667,8,mw,141,5,-86,-87,-87.5,-85\n41.889,-87.632,174770,8,sub6,1,1,-86,-87,-88,-85\n',
    );
    expect(summary(set)).toMatchObject({
      levels: [-91, -87.5, -88],
      cells: ['66811-17', '2071667-8', '174770-8'],
      rejected: {},
    });
    expect([...set.frequencyHz!]).toEqual([2.1475e9, 27.55008e9, 873.85e6]);
    expect(set.issues.find(({ code }) => code === 'layout')!.message).toMatch(/the median of many samples/);
  });

  it('asks for the zone of the contest, and places its pixels with it', async () => {
    const text =
      'Cell Index,Cell X,Cell Y,Height,Azimuth,Frequency Band,RS Power,X,Y,RSRP\n7,499000.0,3318000.0,34,360,2585.0,12.2,500000,3318785.35,-80.1\n';
    await expect(read(text)).rejects.toThrow(
      /X and Y are metres of a projected system .*--epsg 32648.*"kind": "projected"/,
    );
    const set = await readMeasurements('train.csv', bytesOf(text), { epsg: 32648 });
    if (set.positions.kind !== 'wgs84') throw new Error('expected degrees');
    // 3318785.35 m is 0.9996 times the meridian arc to 30 N.
    expect(set.positions.latDeg[0]).toBeCloseTo(30, 6);
    expect(set.positions.lonDeg[0]).toBeCloseTo(105, 9);
    expect([set.cells, set.frequencyHz![0]]).toEqual([['7'], 2.585e9]);
    await expect(readMeasurements('train.csv', bytesOf(text), { epsg: 2154 })).rejects.toThrow(
      /EPSG:2154 of X and Y is not known here; known are UTM/,
    );
  });

  it('reads TEMS, QualiPoc and Nemo tables by their serving cell', async () => {
    const tems = await read(
      'All-Time\tAll-Latitude\tAll-Longitude\tAll-Serving Cell Identity[1]\tAll-Serving Cell DL EARFCN[1]\tAll-Serving Cell RSRP (dBm)[1]\tAll-Neighbor Cell RSRP (dBm)[1]\tAll-Neighbor Cell RSRP (dBm)[2]\n' +
        '2021-03-04 05:06:07.5\t50.1\t8.6\t44\t6300\t-92.5\t-80\t\n2021-03-04 05:06:08\t50.1\t8.6\t44\t6300\t\t-80\t\n',
    );
    expect(summary(tems)).toEqual({ layout: 'TEMS', levels: [-92.5], cells: ['44'], rejected: { 'rsrp-missing': 1 } });
    expect(tems.frequencyHz![0]).toBe(806e6);
    const qualipoc = await read(
      'Time,\u200bLatitude,Longitude,Data technology,Cell Id,DL EARFCN,PCI,RSRP,RSRP,RSRP Rx[1],RSRP Rx[0],PCI\n' +
        '2017-11-17 12:39:33.1,63.4,10.4,LTE,5,6300,1,-99,-99,-97,-95,1\n2017-11-17 12:39:34.1,63.4,10.4,HSPA,5,6300,1,,,-97,-95,1\n2017-11-17 12:39:35.1,63.4,10.4,LTE,5,6300,1,,,n/a,n/a,1\n',
    );
    expect(summary(qualipoc)).toEqual({
      layout: 'QualiPoc',
      levels: [-95],
      cells: ['5'],
      rejected: { 'other-technology': 1, 'rsrp-missing': 1 },
    });
    const nemo = await read(
      'Time;Longitude;Latitude;RSRP (neighbor 1);RSRP (neighbor 2);RSRP (serving);EARFCN (serving);PCI (serving)\n2020-01-01 00:00:00;10,5;60,5;-70;-71;-93,5;1300;77\n',
    );
    expect(summary(nemo)).toMatchObject({ levels: [-93.5], cells: ['77'] });
    expect(nemo.frequencyHz![0]).toBe(1.815e9);
  });

  it('says in words why levels that are no RSRP are refused, and reads them where a mapping says so', async () => {
    const lora = 'rssi,snr,esp,Altitude,Latitude,Longitude\n-105,-5,-111.2,2.8,22.5,113.9\n';
    await expect(read(lora)).rejects.toThrow(
      /its level "rssi" is the power of a whole channel, no RSRP \(a LoRa log.*"rsrp": "rssi"/,
    );
    const mapping = { position: { kind: 'wgs84', lat: 'Latitude', lon: 'Longitude' }, rsrp: 'rssi' } as const;
    expect((await readMeasurements('lora.csv', bytesOf(lora), { mapping })).rsrpDbm[0]).toBe(-105);
    await expect(
      read(
        'timestamp,bus-1_rss,bus-1_x,bus-1_y,node-2_rss,tx_x_coord,tx_y_coord\n2022-01-01,-50,1,2,-60,40.7,-111.8\n',
      ),
    ).rejects.toThrow(
      /one transmitter \(bus-1_rss, node-2_rss \.\.\.\).*"lat": "tx_x_coord", "lon": "tx_y_coord"}, "rsrp": "bus-1_rss"/,
    );
    await expect(
      read('timestamp,a_rss,b_rss,tx_1_x_coord,tx_1_y_coord,tx_2_x_coord\n2022-01-01,-50,-60,40.7,-111.8,40.8\n'),
    ).rejects.toThrow(/at least 2 receivers .*"lat": "tx_1_x_coord", "lon": "tx_1_y_coord"}/);
  });

  it.each([
    ['Breite;Länge;Zeit;Pegel (dBm)', 'German'],
    ['Latitude;Longitude;Horodatage;Niveau', 'French'],
    ['Latitud;Longitud;Fecha y hora;Nivel', 'Spanish'],
    ['Latitude;Longitude;Hora;Nível', 'Portuguese'],
    ['Latitudine;Longitudine;Ora;Livello', 'Italian'],
    ['Szerokość;Długość;Czas;Poziom', 'Polish'],
    ['Широта;Долгота;Время;Уровень', 'Russian'],
    ['纬度;经度;时间;电平', 'Chinese'],
  ])('knows the columns %s (%s)', async (header) => {
    const set = await read(`${header}\n50,5;10,5;2024-01-02 03:04:05;-80,5\n`);
    expect([set.rsrpDbm[0], set.timeMs![0]]).toEqual([-80.5, Date.UTC(2024, 0, 2, 3, 4, 5)]);
    expect(set.positions).toMatchObject({ latDeg: Float64Array.of(50.5), lonDeg: Float64Array.of(10.5) });
  });
});
