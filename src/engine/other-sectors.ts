import type { BoostedTrees } from '../calibration/pooled/boosted-trees.ts';
import { fitPooledTrees } from '../calibration/pooled/pooled-trees.ts';
import type { CalibrationOptions } from '../calibration/report.ts';
import type { CaseSplit } from '../calibration/sector-case.ts';
import type { MethodCase } from '../calibration/study/method-case.ts';
import { type NeighbourCase, seenOfAll, sharedByNeighbours } from '../calibration/study/neighbour-sectors.ts';
import type { StudyOptions } from '../calibration/study/study.ts';
import { studyNeedsNeighbours } from '../calibration/study/study-methods.ts';
import type { Sector } from '../sites/sector.ts';
import { UserError } from '../units/errors.ts';
import { measuredCase } from './calibration-case.ts';
import type { CaseSource } from './record-case.ts';

export interface ManySectors extends CaseSource {
  /** That tell one another, those studied among them. */
  readonly sectors: readonly Sector[];
  readonly study: StudyOptions;
}

/** What a sector may learn from all others of a study; nothing where it is alone or no method asks. */
export type OtherSectors = (sector: Sector) => Pick<MethodCase, 'neighbours' | 'pooled'>;

/** Cells are binned once, when first asked for; trees that are the same for all sectors are grown once. */
export function otherSectors(request: ManySectors): OtherSectors {
  const { sectors, study } = request;
  if (!studyNeedsNeighbours(study.methods) || sectors.length < 2) return () => ({});
  let binned: NeighbourCase[] | null = null;
  const cases = () => {
    binned ??= binnedCases(request);
    return binned;
  };
  const grown = new Map<string, Promise<BoostedTrees>>();
  return (sector) => {
    const seen = (split: CaseSplit, options: CalibrationOptions) => {
      const own = cases().findIndex((of) => of.sector.id === sector.id);
      return { own, all: seenOfAll(cases(), own, split, options) };
    };
    return {
      neighbours: (split, options) => {
        const { own, all } = seen(split, options);
        return sharedByNeighbours(all, own);
      },
      pooled: (split, options, shouldStop) => {
        const { kind, blockM, seed, trainShare } = options.split;
        const grow = () => {
          const folds = { kind: kind === 'random' ? kind : 'blocks', blockM, seed } as const;
          return fitPooledTrees(seen(split, options).all, folds, shouldStop);
        };
        if (kind !== 'random') return grow();
        // Single cells are held out of all sectors alike, whichever is in hand.
        const key = `${seed} ${trainShare}`;
        const made = grown.get(key) ?? grow();
        grown.set(key, made);
        made.catch(() => grown.delete(key));
        return made;
      },
    };
  };
}

function binnedCases({ sectors, measurements, scene, receiverZM, study }: ManySectors): NeighbourCase[] {
  return sectors.flatMap((sector): NeighbourCase[] => {
    try {
      const { fit } = study;
      return [{ scene, sector, receiverZM, ...measuredCase(measurements, scene, sector, fit.cellSizeM, fit) }];
    } catch (error) {
      // A sector that nobody measured tells nothing.
      if (error instanceof UserError && error.code === 'bad-input') return [];
      throw error;
    }
  });
}
