import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchive } from './archive.ts';
import { tarOf } from './tar-sample.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const files = { 'city/a.xml': strToU8('<scene/>'), 'city/meshes/b.ply': new Uint8Array(5000).fill(7) };

describe('openArchive', () => {
  it('reads a zip and leaves out what macOS adds', () => {
    const tree = openArchive(
      'c.zip',
      zipSync({ ...files, '__MACOSX/._a.xml': strToU8('x'), 'city/.DS_Store': strToU8('y') }),
    );
    expect([...tree.keys()].sort()).toEqual(['city/a.xml', 'city/meshes/b.ply']);
    expect(text(tree.get('city/a.xml'))).toBe('<scene/>');
    expect(tree.get('city/meshes/b.ply')).toEqual(files['city/meshes/b.ply']);
  });

  it('reads tar and tar.gz whatever they are called', () => {
    for (const bytes of [tarOf(files), gzipSync(tarOf(files))]) {
      const tree = openArchive('download', bytes);
      expect([...tree.keys()]).toEqual(['city/a.xml', 'city/meshes/b.ply']);
      expect(tree.get('city/meshes/b.ply')).toEqual(files['city/meshes/b.ply']);
    }
  });

  it('expands a lone gz and keeps any other file as it is', () => {
    expect([...openArchive('x/map.json.gz', gzipSync(strToU8('{}'))).entries()].map(([p, b]) => [p, text(b)])).toEqual([
      ['map.json', '{}'],
    ]);
    expect([...openArchive('map.json', strToU8('{}')).keys()]).toEqual(['map.json']);
  });

  it('says that a file is empty', () => {
    expect(() => openArchive('e.zip', new Uint8Array(0))).toThrow('e.zip is empty (0 bytes)');
  });

  it('names what a truncated archive lacks', () => {
    const tar = tarOf(files);
    expect(() => openArchive('t.tar', tar.subarray(0, 2000))).toThrow(
      /truncated: city\/meshes\/b.ply should have 5000 bytes/,
    );
    const gz = gzipSync(tar);
    expect(() => openArchive('t.tar.gz', gz.subarray(0, gz.length - 40))).toThrow(
      /t.tar.gz: the gzip data are truncated/,
    );
    const zip = zipSync(files);
    expect(() => openArchive('z.zip', zip.subarray(0, zip.length - 60))).toThrow(/truncated/);
  });

  it('holds expanded bytes against size and CRC', () => {
    const zip = zipSync(files, { level: 0 });
    const damaged = zip.slice();
    damaged[zip.lastIndexOf(7, zip.length - 300)] = 8;
    expect(() => openArchive('z.zip', damaged)).toThrow(/city\/meshes\/b.ply is damaged \(CRC mismatch\)/);
    const gz = gzipSync(strToU8('hello'));
    gz[gz.length - 5]! ^= 1;
    expect(() => openArchive('h.gz', gz)).toThrow(/truncated or damaged/);
  });

  it('refuses an entry that holds more than the directory says', () => {
    const zip = zipSync({ 'b.ply': new Uint8Array(5000).fill(7) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    const directory = view.getUint32(zip.length - 22 + 16, true);
    view.setUint32(directory + 24, 100, true);
    expect(() => openArchive('z.zip', zip)).toThrow(/says b.ply has 100 bytes, but it holds more/);
  });

  it('stops bombs at the limit', () => {
    const zip = zipSync({ 'zeros.bin': new Uint8Array(5000) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    view.setUint32(view.getUint32(zip.length - 22 + 16, true) + 24, 80 * 1024 * 1024, true);
    expect(() => openArchive('b.zip', zip)).toThrow(
      /b.zip expands past the limit: \d+ bytes would become at least 83886080/,
    );
    const member = gzipSync(new Uint8Array(1024 * 1024));
    const gz = new Uint8Array(member.length * 66);
    for (let i = 0; i < 66; i++) gz.set(member, i * member.length);
    expect(() => openArchive('b.gz', gz)).toThrow(/b.gz expands past the limit/);
  });

  it.each(['../evil', '/etc/passwd', 'C:\\x', 'a/../../b'])('refuses the path %s', (path) => {
    expect(() => openArchive('z.zip', zipSync({ [path]: strToU8('x') }))).toThrow(/unsafe path/);
  });

  it('refuses passwords and names that come twice', () => {
    const zip = zipSync({ 'a.txt': strToU8('x'), 'b.txt': strToU8('y') });
    const view = new DataView(zip.buffer, zip.byteOffset);
    const directory = view.getUint32(zip.length - 22 + 16, true);
    const twice = zip.slice();
    twice[directory + 46 + 5 + 46] = 'a'.charCodeAt(0);
    expect(() => openArchive('z.zip', twice)).toThrow(/holds a.txt twice/);
    view.setUint16(directory + 8, 1, true);
    expect(() => openArchive('z.zip', zip)).toThrow(/a.txt is encrypted/);
  });
});
