/** What a feature is called, and what it stands for. */
export interface FeatureWords {
  readonly label: string;
  /** Empty where the label says it all. */
  readonly note: string;
}

const SERVING_SLOPE = 'Lets the slope with distance change there: levels of serving cells fall by no constant slope.';
const VERTICAL = 'The vertical pattern is seldom known; this bends it.';

/** Keys without a number in them. */
const WORDS: Readonly<Record<string, FeatureWords>> = {
  lgDistance: words('Distance, decades', 'Logarithm of the distance from the antenna.'),
  lgDistanceSquared: words('Distance, decades squared', 'A slope that grows or falls with distance.'),
  gainDb: words('Listed pattern', 'Gain of the listed pattern towards the place, below its peak.'),
  elevationDeg: words('Angle below the beam', 'Angle below the plane of the main direction.'),
  belowBeam: words('Below the beam', VERTICAL),
  aboveBeam: words('Above the beam', VERTICAL),
  diffractionDb: words('Loss over roofs', 'Knife edge that stands for all roofs in between (Bullington).'),
  lineOfSight: words('Line of sight', 'The straight line meets no roof.'),
  lineOfSightLgDistance: words('Distance in line of sight, decades', 'A slope of its own where the antenna is seen.'),
  lgPenetrated: words('Way through buildings, decades', 'Logarithm of the metres of the straight line below roofs.'),
  walls: words('Buildings in between', 'Buildings that the straight line enters.'),
  roofM: words('Height of the roof above', 'Zero outdoors.'),
  indoor: words('Indoors', 'Under a roof.'),
  indoorDepthM: words('Depth indoors', 'Distance to the nearest place outdoors.'),
  toBuildingM: words('Distance to a building', 'To the nearest one; zero indoors.'),
  levelDbm: words('Engine’s level', 'In the cell of the place.'),
  noCoverage: words('Not covered by the engine', 'The engine’s map has no level in the cell itself.'),
  marginDb: words('Margin over other sectors', 'Over the strongest of them: a phone reports the cell that serves it.'),
};

/** Keys that carry a number: a radius, a distance, an order. */
const NUMBERED: readonly (readonly [RegExp, (n: string) => FeatureWords])[] = [
  [/^lgDistanceOver(\d+)M$/, (m) => words(`Distance beyond ${metres(m)}`, SERVING_SLOPE)],
  [/^cos(\d+)Bearing$/, (k) => words(`Bearing, cosine ${k}`, bearing(k, 'alike on both sides of the main direction'))],
  [/^sin(\d+)Bearing$/, (k) => words(`Bearing, sine ${k}`, bearing(k, 'unlike on its two sides'))],
  [
    /^cos(\d+)BearingLgDistance$/,
    (k) => words(`Bearing, cosine ${k}, by distance`, bearing(k, 'changing with distance')),
  ],
  [
    /^sin(\d+)BearingLgDistance$/,
    (k) => words(`Bearing, sine ${k}, by distance`, bearing(k, 'changing with distance')),
  ],
  [/^level(\d+)Dbm$/, (m) => words(`Engine’s level, mean of ${metres(m)}`, `Averaged within ${metres(m)}.`)],
  [
    /^strong(\d+)Db$/,
    (m) =>
      words(
        `Engine’s high level, mean of ${metres(m)}`,
        'What the level exceeds a knee by: a decibel more may count less where the level is high.',
      ),
  ],
  [/^meanRoof(\d+)M$/, (m) => words(`Roofs within ${metres(m)}`, 'Mean height of the roofs around.')],
  [/^built(\d+)$/, (m) => words(`Built share within ${metres(m)}`, '')],
];

/** A feature's words; null for a key that neither placeFeatures, levelFeatures nor clutterFeatures makes. */
export function featureWords(key: string): FeatureWords | null {
  const known = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (known) return known;
  for (const [pattern, of] of NUMBERED) {
    const number = pattern.exec(key)?.[1];
    if (number !== undefined) return of(number);
  }
  return key.startsWith('clutter:') ? clutterWords(key.slice('clutter:'.length)) : null;
}

/** The words of a land-use class's offset. */
export function clutterWords(className: string): FeatureWords {
  return words(`Clutter: ${className.replaceAll('_', ' ')}`, 'Offset of this land use against the mean of all.');
}

function words(label: string, note: string): FeatureWords {
  return { label, note };
}

function metres(number: string): string {
  return `${number}\u00a0m`;
}

function bearing(order: string, how: string): string {
  return `Part ${order} of a series in the bearing off the main direction, ${how}: mends the horizontal pattern.`;
}
