import { HEIGHT_SOURCES, type HeightSource, type HeightSourceCounts } from '../../scene/height-rules.ts';
import { formatCount } from '../ui/format.ts';

const WORDS: Readonly<Record<HeightSource, string>> = {
  tagged: 'tagged',
  levels: 'by levels',
  class: 'by default',
  assumed: 'assumed',
};

/** "1,204 tagged · 310 by levels · 86 by default"; what there is none of is left out. */
export function heightSourceWords(counts: HeightSourceCounts): string {
  return HEIGHT_SOURCES.filter((source) => counts[source] > 0)
    .map((source) => `${formatCount(counts[source])} ${WORDS[source]}`)
    .join(' · ');
}
