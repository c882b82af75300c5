import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readAntennas } from './read-antennas.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readAntennas('a.txt', bytesOf(text));

/** 360 pairs of angle and attenuation. */
const pairs = (loss: (degree: number) => number, step = 1) =>
  Array.from({ length: 360 / step }, (_, i) => `${i * step} ${loss(i * step)}`).join(' ');
const side = (degree: number) => Math.min(degree, 360 - degree) / 10;
const atoll = (
  pattern: string,
  gain = '14.1',
  header = 'Name\tGain (dBi)\tPattern\tPattern Electrical Tilt (°)\tFREQUENCY',
) => `${header}\nP1\t${gain}\t${pattern}\t2\t617\n`;
const cuts = `2 0 0 360 ${pairs(side)} 1 0 360 ${pairs((degree) => Math.abs(degree - 2) / 20)} 0`;

describe('antenna files', () => {
  it("reads Atoll's table, several patterns, gains in dBi or dBd", () => {
    const set = read(`${atoll(cuts)}P2\t15\t${cuts}\t\t\n`)!;
    expect(set.format).toMatch(/Atoll/);
    expect(set.antennas.map(({ pattern }) => [pattern.name, pattern.peakGainDbi])).toEqual([
      ['P1', 14.1],
      ['P2', 15],
    ]);
    const [first, second] = set.antennas;
    expect([first!.frequencyHz, first!.electricalDowntiltDeg, second!.frequencyHz]).toEqual([617e6, 2, null]);
    expect([
      first!.pattern.horizontalLossDb[270],
      first!.pattern.verticalLossDb[2],
      first!.pattern.verticalLossDb[22],
    ]).toEqual([9, 0, 1]);
    expect(set.issues).toEqual([]);
    const dipole = read(atoll(cuts, '12', 'Name;Gain (dBd);Pattern').replaceAll('\t', ';'))!;
    expect(dipole.antennas[0]!.pattern.peakGainDbi).toBeCloseTo(14.15, 9);
    const bare = read(atoll(cuts, '12', 'NAME\tGAIN\tPATTERN'))!;
    expect(bare.issues).toMatchObject([{ code: 'gain-without-unit', count: 1 }]);
  });

  it('fills in coarser cuts of an Atoll pattern, and tells cuts that it does not use', () => {
    const set = read(atoll(`3 0 0 72 ${pairs(side, 5)} 1 0 360 ${pairs(() => 0)} 1 90 360 ${pairs(() => 1)} 0`))!;
    expect(set.antennas[0]!.pattern.horizontalLossDb[92]).toBeCloseTo(9.2, 9);
    expect(set.issues.map(({ code }) => code)).toEqual(['further-cuts', 'interpolated']);
  });

  it.each([
    [
      atoll(cuts.replace(' 217 14.3 ', ' 217 -14.3 ')),
      /a\.txt, line 2: attenuation -14\.3 at 217 degrees of the horizontal cut is negative/,
    ],
    [
      atoll(cuts.replace(' 217 14.3 ', ' 216 14.3 ')),
      /angle 216 of the horizontal cut stands there twice, with 14\.4 and 14\.3 dB/,
    ],
    [atoll(cuts.slice(0, 3000)), /the pattern ends within cut \d of 2/],
    [atoll(cuts.replace(' 9 0.9 ', ' 9 x ')), /word 24 of the pattern is "x", not a number/],
    [atoll(`1 0 0 360 ${pairs(side)} 0`), /the pattern has no vertical cut/],
    [
      atoll(`2 0 0 36 ${pairs(side, 10).replace(' 30 3 ', ' 31 3 ')} 1 0 360 ${pairs(side)} 0`),
      /nothing between 20 and 31 degrees/,
    ],
    [atoll(cuts, 'strong'), /gain "strong" is not a number/],
  ])('leaves out an Atoll row with its reason (%#)', (text, message) => {
    const set = read(text)!;
    expect([set.antennas.length, set.rejections.length]).toEqual([0, 1]);
    expect(set.rejections[0]!.message).toMatch(message);
  });

  it('reads Radio Mobile version 3: gains, the vertical cut from straight up over ahead to straight down', () => {
    const horizontal = Array.from({ length: 360 }, (_, degree) => -side(degree));
    // -1 straight up, 0 ahead, -2 straight down, -3 behind.
    const vertical = Array.from({ length: 360 }, (_, line) =>
      line === 90 ? 0 : line === 0 ? -1 : line === 180 ? -2 : line === 270 ? -3 : -9,
    );
    const text = [...horizontal, ...vertical].join('\n');
    const set = read(`${text}\n`)!;
    const { pattern } = set.antennas[0]!;
    expect([0, 90, 180, 270, 45].map((degree) => pattern.verticalLossDb[degree])).toEqual([0, 2, 3, 1, 9]);
    expect(pattern.horizontalLossDb[90]).toBe(9);
    expect(set.issues[0]!.message).toMatch(/tells no gain, only the shape; the peak is taken as 0 dBi/);
    expect(() => read(text.replace('\n-9\n', '\n'))).toThrow(
      /719 lines; a Radio Mobile pattern \(version 3\) has 720 gains/,
    );
    expect(() => read(text.replace('\n-9\n', '\n3\n'))).toThrow(/a\.txt, line 91: gain 3 dB is above the peak/);
  });

  it('reads MSI files alone and in a zip, and no other file', () => {
    const cut = (name: string) => `${name} 360\n${pairs(() => 0).replace(/(\d+) (\d+) ?/g, '$1 $2\n')}`;
    const msi = `NAME p\nFREQUENCY 1800\nGAIN 17 dBd\nELECTRICAL_TILT 2\n${cut('HORIZONTAL')}${cut('VERTICAL')}`;
    const set = read(msi)!;
    expect([set.antennas[0]!.frequencyHz, set.antennas[0]!.electricalDowntiltDeg]).toEqual([1.8e9, 2]);
    const zip = zipSync({ 'a.msi': bytesOf(msi), 'b.msi': bytesOf(msi.replace('NAME p', 'NAME q')) });
    expect(readAntennas('a.zip', zip)!.antennas.map(({ pattern }) => pattern.name)).toEqual(['p', 'q']);
    expect(read('lat,lon,rsrp\n1,2,-80\n')).toBeNull();
    expect(read('id,lat,lon,pattern\nA,1,2,iso\n')).toBeNull();
  });
});
