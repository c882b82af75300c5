import { describe, expect, it } from 'vitest';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { CALIBRATED_ANTENNA, finishedRun, sectorReport, sectorSettings } from '../../testing/calibration-run.ts';
import { applyEdit } from '../commands/edit.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { acceptanceOf, isInUse } from './accept-run.ts';

const KNOWN = new Map<string, AntennaPattern>([['tr38901', 'tr38901']]);
const PROJECT: ProjectDocument = { ...EMPTY_PROJECT, sectors: [sectorSettings('M1'), sectorSettings('M2')] };

describe('acceptance', () => {
  it('turns, tilts and re-shapes the antenna and takes the offset off the losses, in one edit that can be taken back', () => {
    const run = finishedRun([sectorReport('M1', { offsetDb: 3.5 })]);
    const acceptance = acceptanceOf(run, PROJECT, KNOWN)!;
    const { project, inverse } = applyEdit(PROJECT, acceptance.edit);
    expect(project.sectors[0]).toMatchObject({ azimuthDeg: 10, downtiltDeg: 7.25, lossesDb: -1.5 });
    expect(project.sectors[0]!.pattern).toBe('M1 · calibrated 12:03');
    expect(acceptance.patterns.get('M1 · calibrated 12:03')).toEqual({
      ...CALIBRATED_ANTENNA.pattern,
      name: 'M1 · calibrated 12:03',
    });
    expect(project.sectors[1]).toBe(PROJECT.sectors[1]);
    expect(applyEdit(project, inverse).project).toEqual(PROJECT);
  });

  it('counts the offset from the losses of the run, not from what was edited since', () => {
    const run = finishedRun([sectorReport('M1', { antenna: null, offsetDb: -4 })]);
    const edited = { ...PROJECT, sectors: [sectorSettings('M1', { lossesDb: 9 })] };
    expect(acceptanceOf(run, edited, KNOWN)!.edit.patches.M1).toEqual({ lossesDb: 6 });
  });

  it('keeps losses within what a sector can be given', () => {
    const run = finishedRun([sectorReport('M1', { antenna: null, offsetDb: -300 })]);
    expect(acceptanceOf(run, PROJECT, KNOWN)!.edit.patches.M1).toEqual({ lossesDb: 60 });
  });

  it('adds materials to those that were calibrated before', () => {
    const glass = { relativePermittivity: 6, conductivitySm: 0.01 };
    const wood = { relativePermittivity: 2, conductivitySm: 0.02 };
    const run = finishedRun([sectorReport('M1', { materials: { wood } })]);
    expect(acceptanceOf(run, { ...PROJECT, materials: { glass } }, KNOWN)!.edit.materials).toEqual({ glass, wood });
  });

  it('leaves how a material scatters as it was', () => {
    const scatters = { scatteringCoefficient: 0.4, scatteringLobe: { kind: 'directive', alphaR: 4 } } as const;
    const wood = { relativePermittivity: 2, conductivitySm: 0.02 };
    const project = { ...PROJECT, materials: { wood: { ...wood, relativePermittivity: 3, ...scatters } } };
    const run = finishedRun([sectorReport('M1', { materials: { wood } })]);
    expect(acceptanceOf(run, project, KNOWN)!.edit.materials).toEqual({ wood: { ...wood, ...scatters } });
  });

  it('takes materials that the sectors share, and leaves those on which they differ', () => {
    const wood = { relativePermittivity: 2, conductivitySm: 0.02 };
    const glass = (relativePermittivity: number) => ({ relativePermittivity, conductivitySm: 0.01 });
    const run = finishedRun([
      sectorReport('M1', { materials: { wood, glass: glass(6) } }),
      sectorReport('M2', { materials: { wood, glass: glass(7) } }),
    ]);
    expect(acceptanceOf(run, PROJECT, KNOWN)!.edit.materials).toEqual({ wood });
  });

  it('leaves out sectors that are not to be trusted, unless none is, and those that are gone', () => {
    const distrusted = { verdict: { trust: 'none' as const, sentences: ['No.'] } };
    const some = finishedRun([sectorReport('M1', {}, distrusted), sectorReport('M2'), sectorReport('gone')]);
    expect(acceptanceOf(some, PROJECT, KNOWN)!.sectorIds).toEqual(['M2']);
    const none = finishedRun([sectorReport('M1', {}, distrusted)]);
    expect(acceptanceOf(none, PROJECT, KNOWN)!.sectorIds).toEqual(['M1']);
  });

  it('is nothing for a level that no antenna has', () => {
    const run = finishedRun([sectorReport('M1', { method: 'log-distance', antenna: null })]);
    expect(acceptanceOf(run, PROJECT, KNOWN)).toBeNull();
  });

  it('never gives the name of one pattern to another', () => {
    const run = finishedRun([sectorReport('M1')]);
    const other = { ...CALIBRATED_ANTENNA.pattern, peakGainDbi: 3 };
    const taken = new Map<string, AntennaPattern>([['M1 · calibrated 12:03', other]]);
    expect([...acceptanceOf(run, PROJECT, taken)!.patterns.keys()]).toEqual(['M1 · calibrated 12:03 (2)']);
    const again = new Map<string, AntennaPattern>([['M1 · calibrated 12:03', CALIBRATED_ANTENNA.pattern]]);
    expect([...acceptanceOf(run, PROJECT, again)!.patterns.keys()]).toEqual(['M1 · calibrated 12:03']);
  });
});

it('is in use from acceptance until it is undone or edited', () => {
  const run = finishedRun([sectorReport('M1')], { decision: 'accepted' });
  const { project } = applyEdit(PROJECT, acceptanceOf(run, PROJECT, KNOWN)!.edit);
  expect(isInUse(run, project, KNOWN)).toBe(true);
  expect(isInUse(run, PROJECT, KNOWN)).toBe(false);
  const turned = { ...project, sectors: [{ ...project.sectors[0]!, azimuthDeg: 11 }, project.sectors[1]!] };
  expect(isInUse(run, turned, KNOWN)).toBe(false);
});
