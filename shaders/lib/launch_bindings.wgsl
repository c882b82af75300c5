// What the passes of the launch engine see. The layout of `params` is written by src/propagation/launch/pack-launch.ts. All places are
// about the centre of the mesh (pack-mesh.ts).
struct Params {
  map_west: f32,
  map_north: f32,
  cell_m: f32,
  // Lowest z that rays are walked down to over a draped surface.
  surface_low: f32,

  columns: u32,
  rows: u32,
  max_depth: u32,
  switches: u32,

  tx: vec3f,
  // Above this z nothing turns a rising ray down again.
  dead_above: f32,

  // (lambda / 4 pi)^2 / cell area.
  deposit_scale: f32,
  seed: u32,
  mesh_root: u32,
  slack_m: f32,

  // Rows of the matrix that turns scene into antenna coordinates, and the slant of the field.
  antenna_x: vec3f,
  cos_slant: f32,
  antenna_y: vec3f,
  sin_slant: f32,
  antenna_z: vec3f,
  pad: f32,

  // Launch: see launch-batches.ts.
  rays_of_batch: u32,
  stride: u32,
  rows_of_lattice: u32,
  pieces: u32,

  // Where the amplitudes of the antenna begin in `launch`, and the size of that table.
  antenna_at: u32,
  antenna_columns: u32,
  antenna_rows: u32,
  // Relative power below which a ray is dropped; 0 for never.
  drop_below: f32,

  // From this depth on rays survive by chance, at most with this probability.
  roulette_depth: u32,
  roulette_survival: f32,
  wavelength_m: f32,

  // The plane of the receivers; of a draped surface the one that stands for it where rays are aimed. First corner of the grid, unit
  // vectors along columns and rows, normal.
  plane_corner: vec3f,
  // Where a draped surface's heights begin in `launch`, corner by corner; 0 for a plane.
  surface_at: u32,
  plane_u: vec3f,
  // Where the spans of its blocks begin there: lowest and highest z.
  block_at: u32,
  plane_v: vec3f,
  surface_high: f32,
  plane_normal: vec3f,
  // Of the boxes of a section [m]; 0 for others.
  thickness: f32,
}

// The part of a batch that one submission traces, and how the batch is turned.
struct Slice {
  first: u32,
  end: u32,
  key: u32,
  azimuth_turn: u32,

  share_turn: f32,
  place: u32,
  pad_a: u32,
  pad_b: u32,
}

const LINE_OF_SIGHT = 1u;
const REFLECTION = 2u;
const REFRACTION = 4u;
const SCATTERING = 8u;
const MOMENTS = 16u;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> mesh_nodes: array<vec4f>;
@group(0) @binding(2) var<storage, read> mesh_triangles: array<vec4f>;
// Two vec4 a material: first entry, intervals, S^2, first step of the lobe's norm; alpha_r (0: Lambert), alpha_i, lambda, sqrt(K_x). Then
// its entries, reflection (TE re, im, TM re, im) and transmission, and the steps of the norm.
@group(0) @binding(3) var<storage, read> slabs: array<vec4f>;
// Knots of the launch density, the antenna's amplitudes, then the heights of a draped surface and the spans of its blocks.
@group(0) @binding(4) var<storage, read> launch: array<f32>;
// Per plane and cell low and high word of the batch in hand, then rays per cell, then the segments traced in all.
@group(0) @binding(5) var<storage, read_write> sums: array<atomic<u32>>;

fn mesh_root() -> u32 {
  return params.mesh_root;
}

fn mesh_slack() -> f32 {
  return params.slack_m;
}
