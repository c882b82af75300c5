import { describe, expect, it } from 'vitest';
import { signedArea } from '../../scene/ring.ts';
import { readOsmJson } from './osm-json.ts';
import { readOsmXml } from './osm-xml.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const NODES = [
  [-1, 34, -118],
  [-2, 34, -117.9995],
  [-3, 34.0004, -117.9995],
  [-4, 34.0004, -118],
  [-5, 34.0001, -117.9999],
  [-6, 34.0001, -117.9998],
  [-7, 34.0002, -117.9998],
] as const;
const nodesXml = NODES.map(([id, lat, lon]) => `<node id="${id}" visible="true" lat="${lat}" lon="${lon}"/>`).join(
  '\n',
);
const way = (id: number, refs: number[], tags: Record<string, string> = {}) =>
  `<way id="${id}">${refs.map((r) => `<nd ref="${r}"/>`).join('')}${Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('')}</way>`;
const osm = (body: string) => bytes(`<osm version="0.6">${nodesXml}${body}</osm>`);

describe('readOsmXml', () => {
  it('reads ways and multipolygons, joining their pieces', () => {
    const draft = readOsmXml('v', [
      [
        'a.osm',
        osm(`${way(-10, [-4, -3, -2, -1, -4], { building: 'yes', height: '7.5' })}
        ${way(-11, [-1, -2, -3])}${way(-12, [-1, -4, -3])}${way(-13, [-5, -6, -7, -5])}
        <relation id="9"><member type="way" ref="-11" role="outer"/><member type="way" ref="-12" role="outer"/><member type="way" ref="-13" role="inner"/>
        <tag k="type" v="multipolygon"/><tag k="building" v="church"/><tag k="building:levels" v="6"/></relation>
        ${way(-14, [-1, -2, -3, -1], { highway: 'residential' })}`),
      ],
    ]);
    expect(draft.buildings.map((b) => [b.id, b.heightM, b.holes.length])).toEqual([
      ['relation 9', 18, 1],
      ['way -10', 7.5, 0],
    ]);
    for (const b of draft.buildings) expect(signedArea(b.outer)).toBeGreaterThan(2000);
    expect(signedArea(draft.buildings[0]!.holes[0]!)).toBeLessThan(0);
    expect(draft.issues.map((i) => i.code)).toEqual(['height-from-levels']);
  });

  it('keeps the negative ids of several files apart', () => {
    const tile = osm(way(-10, [-1, -2, -3, -4, -1], { building: 'yes', height: '5' }));
    expect(
      readOsmXml('v', [
        ['a.osm', tile],
        ['b.osm', tile],
      ]).buildings,
    ).toHaveLength(2);
  });

  it('names what is missing', () => {
    const draft = readOsmXml('v', [
      [
        'a.osm',
        osm(`${way(123, [-1, -2, 456, -1], { building: 'yes' })}${way(1, [-1, -2, -3, -1], { building: 'yes', location: 'underground' })}
        <relation id="8"><member type="way" ref="77" role="outer"/><tag k="type" v="multipolygon"/><tag k="building" v="yes"/></relation>`),
      ],
    ]);
    expect(draft.buildings).toEqual([]);
    const text = draft.issues.map((i) => i.message).join('\n');
    expect(text).toContain('way 123: node 456');
    expect(text).toContain('relation 8: way 77');
    expect(text).toContain('underground');
  });

  it('refuses a node without a place', () => {
    expect(() => readOsmXml('v', [['a.osm', bytes('<osm>\n<node id="5" lat="x" lon="1"/></osm>')]])).toThrow(
      /line 2: node 5 has no place/,
    );
  });
});

describe('readOsmJson', () => {
  const ring = [
    { lat: 34, lon: -118 },
    { lat: 34, lon: -117.9995 },
    { lat: 34.0004, lon: -117.9995 },
    { lat: 34, lon: -118 },
  ];
  it('reads geometry in place and by nodes', () => {
    const elements = [
      { type: 'way', id: 1, geometry: ring, tags: { building: 'yes', height: '4' } },
      { type: 'way', id: 2, nodes: [11, 12, 13, 11], tags: { building: 'yes', height: '5' } },
      ...ring.slice(0, 3).map((p, i) => ({ type: 'node', id: 11 + i, ...p })),
      {
        type: 'relation',
        id: 3,
        tags: { type: 'multipolygon', building: 'yes', height: '6' },
        members: [{ type: 'way', ref: 4, role: 'outer', geometry: ring }],
      },
    ];
    const draft = readOsmJson('o', bytes(JSON.stringify({ version: 0.6, elements })));
    expect(draft.buildings.map((b) => b.heightM).sort()).toEqual([4, 5, 6]);
    expect(draft.issues).toEqual([]);
  });

  it('refuses JSON without elements', () => {
    expect(() => readOsmJson('o', bytes('{"remark":"timeout"}'))).toThrow(/no list "elements"/);
  });
});
