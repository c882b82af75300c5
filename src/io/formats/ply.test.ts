import { describe, expect, it } from 'vitest';
import { readPly } from './ply.ts';
import { writePly } from './write-ply.ts';

const ascii = (
  body: string,
  header = 'element vertex 4\nproperty float x\nproperty float y\nproperty float z\nelement face 1\nproperty list uchar int vertex_indices',
) => new TextEncoder().encode(`ply\nformat ascii 1.0\ncomment made by hand\n${header}\nend_header\n${body}`);
const SQUARE = '0 0 0\n2 0 0\n2 3 0\n0 3 1.5\n';

describe('readPly', () => {
  it('reads ascii polygons as fans', () => {
    const mesh = readPly('a.ply', ascii(`${SQUARE}4 0 1 2 3\n`));
    expect([...mesh.positions]).toEqual([0, 0, 0, 2, 0, 0, 2, 3, 0, 0, 3, 1.5]);
    expect([...mesh.indices]).toEqual([0, 1, 2, 0, 2, 3]);
  });

  it('reads what writePly writes', () => {
    const mesh = { positions: Float64Array.of(0, 0, 0.5, 1, 0, 0.5, 0, 1, -2), indices: Uint32Array.of(0, 1, 2) };
    expect(readPly('b.ply', writePly(mesh))).toEqual(mesh);
  });

  it('passes over further properties and elements, and reads big endian', () => {
    const head = new TextEncoder().encode(
      'ply\nformat binary_big_endian 1.0\nelement vertex 3\nproperty double z\nproperty uchar red\nproperty double x\nproperty double y\nelement edge 1\nproperty int a\nelement face 1\nproperty short flags\nproperty list uchar ushort vertex_index\nend_header\n',
    );
    const data = new DataView(new ArrayBuffer(3 * 25 + 4 + 2 + 1 + 6));
    [
      [5, 1, 2],
      [6, 3, 4],
      [7, 8, 9],
    ].forEach(([z, x, y], i) => {
      data.setFloat64(i * 25, z!);
      data.setUint8(i * 25 + 8, 200);
      data.setFloat64(i * 25 + 9, x!);
      data.setFloat64(i * 25 + 17, y!);
    });
    data.setUint8(81, 3);
    for (const [k, v] of [2, 0, 1].entries()) data.setUint16(82 + 2 * k, v);
    const mesh = readPly('c.ply', Uint8Array.from([...head, ...new Uint8Array(data.buffer)]));
    expect([...mesh.positions]).toEqual([1, 2, 5, 3, 4, 6, 8, 9, 7]);
    expect([...mesh.indices]).toEqual([2, 0, 1]);
  });

  it('holds the header against the size of the file before it allocates', () => {
    const full = writePly({ positions: new Float64Array(300), indices: new Uint32Array(300) });
    expect(() => readPly('d.ply', full.subarray(0, 400))).toThrow(
      new RegExp(
        `d.ply: the header promises more than the file holds .100 vertex, 100 face: at least ${full.length} bytes expected, 400 found`,
      ),
    );
    const huge = ascii('', 'element vertex 4294967295\nproperty float x\nproperty float y\nproperty float z');
    expect(() => readPly('e.ply', huge)).toThrow(/4294967295 vertex: at least 2\d{10} bytes expected/);
  });

  it.each([
    ['NaN vertex', ascii('0 0 0\n2 nan 0\n2 3 0\n0 3 1\n3 0 1 2\n'), /vertex 1 has y = NaN/],
    ['face out of range', ascii(`${SQUARE}3 0 1 500\n`), /face 0 points at vertex 500 of 4/],
    ['two corners', ascii(`${SQUARE}2 0 1 2 3\n`), /face 0 has 2 corners/],
    ['a word', ascii('0 0 0\n2 zero 0\n2 3 0\n0 3 1\n3 0 1 2\n'), /"zero" is not a number/],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html><html>'), /not a PLY file: it looks like a web page/],
    [
      'no vertices',
      ascii('', 'element face 0\nproperty list uchar int vertex_indices\nelement vertex 0\nproperty float x'),
      /no property "y"/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readPly('f.ply', bytes)).toThrow(message);
  });

  it.each([
    ['round numbers', [100, 0, 20], /vertex 0 has x = .*e-41, .*binary_little_endian; .*other byte order/],
    ['any numbers', [0, 103.37, 20.1], /other byte order \(binary_big_endian\)/],
  ])('refuses a mesh whose bytes run the other way: %s', (_, [a, b, c], message) => {
    const head = 'element vertex 3\nproperty float x\nproperty float y\nproperty float z\nelement face 0';
    const bytes = new TextEncoder().encode(`ply\nformat binary_little_endian 1.0\n${head}\nend_header\n`);
    const data = new DataView(new ArrayBuffer(36));
    for (let i = 0; i < 9; i++) data.setFloat32(4 * i, [a!, b!, c!][i % 3]!);
    expect(() => readPly('s.ply', Uint8Array.from([...bytes, ...new Uint8Array(data.buffer)]))).toThrow(message);
  });
});
