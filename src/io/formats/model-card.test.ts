import { describe, expect, it } from 'vitest';
import { cardDocument, tinyNetwork } from '../../testing/model-files.ts';
import { readModelCard } from './model-card.ts';

const document = () => cardDocument({ networks: [32, 16].map((size) => ({ size, bytes: tinyNetwork({ size }) })) });
const read = (of: unknown) => readModelCard('models/tiny/card.json', new TextEncoder().encode(JSON.stringify(of)));
const changed = (change: (of: ReturnType<typeof document>) => void) => {
  const of = document();
  change(of);
  return () => read(of);
};

it('reads a card, smallest network first', () => {
  const card = read(document());
  expect(card.files.map(({ size }) => size)).toEqual([16, 32]);
  expect(card.channels).toHaveLength(12);
  expect(card.channels[1]).toEqual({ channel: 'free-space-gain', offset: 0, scale: 1, fill: 0 });
  expect(card).toMatchObject({ id: 'tiny', clip: 8, floorDb: -170, cellSizeM: 5, parityTolerance: 1e-3 });
  expect(card.files[0]?.golden).toBeNull();
});

describe('a card is refused', () => {
  it('when it is none, or of another version', () => {
    expect(() => read({ format: 'other' })).toThrow(/models\/tiny\/card\.json is no card of a model/);
    expect(
      changed((of) => {
        of.version = 2;
      }),
    ).toThrow(/has version 2 of its format and this program reads version 1: update/);
  });

  it('when a channel has a name that nothing here computes', () => {
    expect(
      changed((of) => {
        Object.assign(of.inputs.features[2]!, { channel: 'log-distence' });
      }),
    ).toThrow(
      /channel "log-distence" is not one that this program computes; it knows building-height, .*zero\. Export/,
    );
  });

  it('when a channel comes twice, in another unit, or is scaled by nothing', () => {
    expect(changed((of) => of.inputs.features.push(of.inputs.features[0]!))).toThrow(/"building-height" comes twice/);
    expect(
      changed((of) => {
        of.inputs.features[0]!.unit = 'dB' as 'm';
      }),
    ).toThrow(/features 1: "unit" is "dB"; it must be "m" for building-height/);
    expect(
      changed((of) => {
        of.inputs.features[3]!.scale = 0;
      }),
    ).toThrow(/features 4: "scale" is 0; it must be a number other than 0/);
  });

  it('when land use means something else', () => {
    expect(
      changed((of) => {
        of.inputs.landUse.codebook = of.inputs.landUse.codebook.toReversed() as never;
      }),
    ).toThrow(/land-use class 0 is "water"; in this program it is "unknown"/);
  });

  it('when a file name leads elsewhere, a checksum is none, a size comes twice', () => {
    expect(
      changed((of) => {
        of.files[0]!.file = '../../secret.onnx';
      }),
    ).toThrow(/files 1: "file" is "\.\.\/\.\.\/secret\.onnx"; it must be a plain name/);
    expect(
      changed((of) => {
        of.files[1]!.sha256 = 'ABC';
      }),
    ).toThrow(/files 2: "sha256" is "ABC"; it must be a SHA-256/);
    expect(
      changed((of) => {
        of.files[1]!.size = 32;
      }),
    ).toThrow(/each of its own size/);
  });

  it('when a field is missing or out of range, with the place', () => {
    expect(
      changed((of) => {
        delete (of as { licence?: string }).licence;
      }),
    ).toThrow(/"licence" is missing; it must be text\. Export the model again/);
    expect(
      changed((of) => {
        of.ranges.frequencyHz = [3e9, 1e9];
      }),
    ).toThrow(/card\.json, ranges: "frequencyHz" is \[3000000000,1000000000\]; it must be the least value/);
    expect(
      changed((of) => {
        of.output.base = 'distance';
      }),
    ).toThrow(/output: "base" is "distance"; it must be "free-space-gain"/);
  });
});
