import type { EngineName } from '../engine/engine.ts';
import type { ProjectPackage } from '../io/formats/project-file.ts';
import type { FileSource } from '../io/formats/source.ts';
import type { ColumnQuestion } from '../io/measurements/column-question.ts';
import type { StoredMapping } from '../io/measurements/mapping-json.ts';
import type { FeatureMaps } from '../learning/features/feature-maps.ts';
import type { ModelFacts } from '../learning/models/model-library.ts';
import type { RejectionReason } from '../measurements/measurement-set.ts';
import type { MeasurementPreparation } from '../measurements/preparation.ts';
import type { ShiftToStreets } from '../measurements/shift-to-streets.ts';
import type { CellExplanation } from '../propagation/explain/explained-path.ts';
import type { SolveStats } from '../propagation/radio-map.ts';
import type { SectionLine } from '../propagation/receivers/place-section.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import type { TabulatedPattern } from '../radio/antenna-pattern.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import type { LonLatBox } from '../raster/lonlat-box.ts';
import type { BoundsM, RasterGrid } from '../raster/raster-grid.ts';
import type { BuildingEdits } from '../scene/building-edits.ts';
import type { Building, ClassRaster, ExtrusionFidelity, Ring, Road, Scene, SceneOrigin } from '../scene/scene.ts';
import type { Terrain } from '../scene/terrain.ts';
import type { Sector } from '../sites/sector.ts';
import type { Issue, UserErrorCode } from '../units/errors.ts';
import type {
  CalibrationJob,
  CalibrationListener,
  CalibrationView,
  CorrectedMap,
  CorrectedMapJob,
  SectorMeasured,
  SplitView,
} from './calibration-protocol.ts';
import type { CutJob, CutScene, MapPreview, MapView } from './map-protocol.ts';
import type { AntennaJob, OptimisedAntennas, RankedSites, SiteJob } from './network-plan-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from './study-protocol.ts';

/** Errors lose their class on the way through a message port, so what a user can meet travels as a value. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: UserErrorCode | 'bug';
      readonly message: string;
      /** True where a person could say which columns of the table hold what (see askColumns). */
      readonly columnsUnknown?: true;
    };

/** What the studio draws of a scene. The scene itself, with its mesh, stays in the Worker under `id`: the same for the same source. */
export interface SceneView {
  readonly id: string;
  readonly name: string;
  readonly source: Scene['source'];
  readonly frame: GeoFrame | null;
  readonly boundsM: BoundsM;
  readonly groundZM: number;
  readonly groundBoundsM: BoundsM;
  /** Null where the scene has no ground. */
  readonly groundMaterial: string | null;
  /** How materials scatter where the scene's file says so. */
  readonly scattering: NonNullable<Scene['scattering']>;
  /** Materials of the triangles of a scene that is no upright prisms, which is computed on these; empty for others. */
  readonly meshMaterials: readonly string[];
  readonly buildings: readonly Building[];
  readonly roads: readonly Road[];
  readonly water: readonly Ring[];
  readonly landUse: ClassRaster | null;
  readonly extruded: boolean;
  readonly fidelity: ExtrusionFidelity | null;
  readonly triangles: number;
  readonly issues: readonly Issue[];
  /** What lies under its buildings in place of the plane; left out where the ground is its own. */
  readonly terrain?: Terrain;
  /** What it was cut out of; left out where the whole of a file is the scene. */
  readonly origin?: SceneOrigin;
}

/** Ground heights in the frame of a scene. */
export interface TerrainView extends Terrain {
  /** The same for the same file and scene. */
  readonly id: string;
  readonly lowestM: number;
  readonly highestM: number;
  readonly issues: readonly Issue[];
}

export interface OpenedTerrain {
  readonly terrain: TerrainView;
  readonly source: FileSource;
}

export interface SitesView {
  readonly name: string;
  readonly sectors: readonly Sector[];
  readonly issues: readonly Issue[];
}

/** Measured levels in the scene frame; index i is one accepted row. */
export interface MeasurementsView {
  readonly id: string;
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rsrpDbm: Float32Array;
  /** Index into `cells` of the one that served, -1 where the row names none. */
  readonly cell: Int32Array;
  readonly cells: readonly string[];
  /** Milliseconds since 1970 (UTC), NaN where a row has none; null without such a column. */
  readonly timeMs: Float64Array | null;
  /** Rows of the file that were accepted and rejected, and accepted ones that are used: the length of the arrays. */
  readonly accepted: number;
  readonly rejected: number;
  readonly used: number;
  /** What is done to the accepted rows, and how many that took out by filter; null where nothing is. */
  readonly prepared: {
    readonly preparation: MeasurementPreparation;
    readonly removed: readonly { readonly filter: string; readonly count: number }[];
  } | null;
  readonly issues: readonly Issue[];
  readonly ledger: readonly LedgerReason[];
  /** True where columns were read as a person said. */
  readonly mapped: boolean;
}

/** What a preparation can go by, of all accepted rows. */
export interface MeasuredFacts {
  readonly rows: number;
  /** First and last [ms since 1970, UTC]; null where the file tells none. */
  readonly time: readonly [number, number] | null;
  /** Slowest and fastest [m/s]; null where the file tells none. */
  readonly speed: readonly [number, number] | null;
  /** Phones, with what each reads more than the others; `sdDb` NaN where too few rows lie beside others to tell. */
  readonly devices: readonly {
    readonly name: string;
    readonly rows: number;
    readonly offsetDb: number;
    readonly sdDb: number;
  }[];
  /** Streets of the scene. */
  readonly streets: number;
}

/** What a preparation would leave. */
export interface PreparationTrial {
  readonly rows: number;
  readonly kept: number;
  readonly removed: readonly { readonly filter: string; readonly count: number }[];
}

/** Rows of one table that were left out for one reason. */
export interface LedgerReason {
  readonly reason: RejectionReason;
  readonly count: number;
  /** The table, and what its lines are called. */
  readonly part: string;
  readonly counts: string;
  /** The first of them, 1 = first of the file. */
  readonly lines: readonly number[];
  /** The first offending value, as it was written. */
  readonly example: string;
  /** What most of them look like, and the cure; empty where they look like nothing known. */
  readonly hint: string;
}

export type OpenedFile = { readonly source: FileSource } & OpenedContent;

export type OpenedContent =
  | { readonly kind: 'scene'; readonly scene: SceneView }
  | { readonly kind: 'sites'; readonly sites: SitesView }
  | {
      readonly kind: 'measurements';
      readonly measurements: MeasurementsView;
      /** Files among those that were opened which hold something else: to be opened each by itself, in this order. */
      readonly apart?: readonly string[];
    }
  /** Several files of which none holds measurements: to be opened each by itself, in this order. */
  | { readonly kind: 'several'; readonly apart: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: TabulatedPattern }
  | { readonly kind: 'model'; readonly model: ModelFacts }
  | { readonly kind: 'project'; readonly package: ProjectPackage };

export interface ProjectView {
  readonly name: string;
  readonly citySeed: number;
  readonly scene: SceneView;
  readonly sites: SitesView;
  /** With the file that they came in. */
  readonly measurements: {
    readonly view: MeasurementsView;
    readonly source: FileSource;
    readonly file: NamedBytes;
  } | null;
}

export interface NamedBytes {
  /** Path inside the dropped folder, or the file's name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SolveJob {
  readonly jobId: string;
  readonly sceneId: string;
  readonly engine: EngineName;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  /** Materials with values of their own, by name. */
  readonly materials?: MaterialOverrides;
  /** True where maps on the way are wanted (SolveListener.partial). */
  readonly partials?: boolean;
}

/** Where the level of one cell of a sector's map comes from. */
export interface ExplainJob extends Omit<SolveJob, 'engine'> {
  /** Whether the paths are the sweep's, between prisms, or the launch engine's, between the scene's triangles. */
  readonly among: 'prisms' | 'triangles';
  /** Index in `grid`. */
  readonly cell: number;
}

/** The level of a sector over a straight line, computed by the launch engine. */
export interface SectionJob {
  readonly jobId: string;
  readonly sceneId: string;
  readonly sector: Sector;
  readonly line: SectionLine;
  readonly settings: SolveSettings;
  readonly materials?: MaterialOverrides;
}

/** A section as it crosses the port: its grid counts metres along the line instead of x, and z instead of y. */
export interface SectionMap {
  readonly grid: RasterGrid;
  /** Path gain [dB], row 0 = top; NaN where nothing arrives. */
  readonly pathGainDb: Float32Array;
}

/** What a predictor sees of one sector: asked for cell by cell of the map on the screen. */
export interface FeatureJob {
  readonly jobId: string;
  readonly sceneId: string;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
}

/** One sector's RadioMap as it crosses the port: transferred, not copied. */
export interface SectorMap {
  readonly grid: RasterGrid;
  /** Path gain [dB], rows x columns, row 0 = north; NaN where nothing arrives. */
  readonly pathGainDb: Float32Array;
  /** PROVENANCE codes. */
  readonly provenance: Uint8Array;
  /** 1 where part of the cell sees the transmitter. */
  readonly lineOfSight: Uint8Array;
  /** Error to be expected by cell [dB], NaN where there is no level; only of engines that know it. */
  readonly spreadDb?: Float32Array;
  /** Cells whose value is no number, counted and located, in words; left out where there is none. */
  readonly fault?: string;
  readonly stats: SolveStats;
}

/** Paths of a whole map that the Worker keeps: solves of the same place re-weight them instead of tracing. */
export interface KeptPaths {
  /** `antennas`: azimuth, tilt, pattern and polarisation are followed; `materials`: these too. */
  readonly follows: 'antennas' | 'materials';
  readonly bytes: number;
}

export interface SolveListener {
  progress(fraction: number, stage: string): void;
  /** A map on the way, of jobs that ask for them: the whole grid with the error to be expected, so far as it is known. */
  partial?(map: SectorMap): void;
}

/** The learned predictors that there are, with the state they are in. */
export interface ModelsView {
  readonly models: readonly ModelFacts[];
  /** Why those that come with the product cannot be listed; null where they are. */
  readonly problem: string | null;
}

export type AdapterChoice = 'auto' | 'gpu' | 'cpu';

export interface EngineInfo {
  /** What computes: the adapter's name, or `cpu`. */
  readonly adapter: string;
  readonly kind: 'gpu' | 'software' | 'cpu';
  /** Why there is no GPU, in words; null where there is one, or none was wanted. */
  readonly reason: string | null;
  /** When a GPU that was lost is asked for again [ms since 1970]; null or left out where it is not. */
  readonly askAgainAtMs?: number | null;
}

export interface EngineListener {
  /** Another engine computes from now on: a device was lost, or came back. */
  changed(info: EngineInfo): void;
}

/** The Worker's whole surface. */
export interface StudioEngine {
  /** Opens the engine. Comes first: solves wait for it. Models that come with the product lie under `siteUrl`. */
  start(adapter: AdapterChoice, siteUrl: string, listener: EngineListener): Promise<EngineInfo>;
  /** A synthetic city, under a name of its own where it is given one. */
  openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>>;
  /** Opens the project that a project file at `url` describes, with the files beside it. */
  openProject(url: string): Promise<Outcome<ProjectView>>;
  /**
   * Reads one scene, sites, measurement or antenna file, or the files of one folder, a model's too. `sceneId` is the scene that
   * positions are tied to; tables with columns that are among `mappings` are read as these say. Measurements get the preparation.
   */
  openFiles(
    files: readonly NamedBytes[],
    sceneId: string | null,
    mappings?: readonly StoredMapping[],
    preparation?: MeasurementPreparation,
  ): Promise<Outcome<OpenedFile>>;
  /** Measurements that are open, from their file on, with another preparation (an empty one: as they were read). */
  prepareMeasurements(measurementId: string, preparation: MeasurementPreparation): Promise<Outcome<OpenedFile>>;
  tryPreparation(measurementId: string, preparation: MeasurementPreparation): Promise<Outcome<PreparationTrial>>;
  measuredFacts(measurementId: string): Promise<Outcome<MeasuredFacts>>;
  /** The shift that lays the measurements, as they were read, on the streets of their scene. */
  shiftToStreets(measurementId: string): Promise<Outcome<ShiftToStreets>>;
  /** What a person is to be asked of the columns of a table, where openFiles cannot tell or did not tell rightly. */
  askColumns(files: readonly NamedBytes[], mappings: readonly StoredMapping[]): Promise<Outcome<ColumnQuestion>>;
  /** Every row of a set of measurements that was left out, as CSV. */
  ledgerCsv(measurementId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /**
   * Keeps the scene `sourceId` with edits of its buildings done and a terrain of it laid under it, under `id`, until it is dropped. What is asked after this may name it.
   */
  editScene(sourceId: string, edits: BuildingEdits, id: string, terrainId?: string | null): Promise<Outcome<null>>;
  /** Reads ground heights (GeoTIFF) for a scene as it was opened; `editScene` lays them under it. */
  openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>>;
  dropScene(id: string): Promise<void>;
  /** A pattern that the studio has: lists of sites that are opened later may name it. */
  keepPattern(pattern: TabulatedPattern): Promise<void>;
  /** The bytes of a project file. */
  writeProject(project: ProjectPackage): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /** Opens a map that boxes are cut out of: read in parts, and the one before is let go. */
  openMap(jobId: string, name: string, file: Blob, listener: SolveListener): Promise<Outcome<MapView>>;
  previewMap(mapId: string, view: LonLatBox): Promise<Outcome<MapPreview>>;
  /** The scene of what a box holds, as its own file. */
  cutMap(job: CutJob, listener: SolveListener): Promise<Outcome<CutScene>>;
  closeMap(mapId: string): Promise<void>;
  solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>>;
  /**
   * Keeps the paths of a job's map, so that later solves that differ in antenna (or materials) alone take a tenth of a second. Fails
   * with over-budget where they do not fit in memory; solves then trace as before.
   */
  keepPaths(job: SolveJob, listener: SolveListener): Promise<Outcome<KeptPaths>>;
  section(job: SectionJob, listener: SolveListener): Promise<Outcome<SectionMap>>;
  /** The paths to one cell, each with its budget. */
  explain(job: ExplainJob, listener: SolveListener): Promise<Outcome<CellExplanation>>;
  models(): Promise<Outcome<ModelsView>>;
  /** The planes that a predictor sees of a sector. */
  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>>;
  cancel(jobId: string): Promise<void>;
  /** Pauses a solve that launches rays between two slices, or lets it go on, to the same bits. Others take no notice. */
  hold(jobId: string, held: boolean): Promise<void>;
  /** Rows of each sector in a set of measurements, those that name none left out. */
  measuredSectors(measurementId: string): Promise<Outcome<readonly SectorMeasured[]>>;
  /** Which cells a calibration would fit and which would judge it. */
  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>>;
  /** Trainings that were stopped under the same job id go on where they were. */
  calibrate(job: CalibrationJob, listener: CalibrationListener): Promise<Outcome<CalibrationView>>;
  /** Ends a training after the iteration under way: its `calibrate` answers as if it had been cancelled, and can be asked again. */
  pauseTraining(jobId: string): Promise<void>;
  /** The .tuned file of what a sector taught a model. */
  tunedFile(jobId: string, sectorId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /** Lets go of what is kept of a job's trainings. */
  forgetTraining(jobId: string): Promise<void>;
  correctedMap(job: CorrectedMapJob, listener: SolveListener): Promise<Outcome<CorrectedMap>>;
  /** Holds methods against one another on held-out measurements. */
  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>>;
  /** The tables of a file of studies (see StudyListener.sector); the seed is that of the first split. */
  keptStudy(name: string, text: string, seed: number): Promise<Outcome<StudyView>>;
  studyMaps(job: StudyMapsJob, listener: SolveListener): Promise<Outcome<StudyMaps>>;
  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>>;
  rankSites(job: SiteJob, listener: SolveListener): Promise<Outcome<RankedSites>>;
}

export type { CellExplanation, EngineName, FeatureMaps, ModelFacts };
