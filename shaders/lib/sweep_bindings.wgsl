// What every pass of the sweep sees. The layout of `params` is written by src/propagation/sweep/pack-for-gpu.ts.
struct Params {
  map_west: f32,
  map_north: f32,
  cell_m: f32,
  columns: u32,

  rows: u32,
  tx_x: f32,
  tx_y: f32,
  tx_height: f32,

  rx_height: f32,
  wavelength_m: f32,
  // (lambda / 4 pi)^2 / cell area [1].
  deposit_scale: f32,
  max_depth: u32,

  // Bits: 1 reflection, 2 refraction, 4 the scene has a ground.
  switches: u32,
  drop_below: f32,
  wall_count: u32,
  antenna_base: u32,

  grid_min_x: f32,
  grid_min_y: f32,
  grid_cell_m: f32,
  grid_columns: u32,

  grid_rows: u32,
  over_a: u32,
  over_b: u32,
  launch_count: u32,

  ground_min_x: f32,
  ground_min_y: f32,
  ground_max_x: f32,
  ground_max_y: f32,

  // Beams that the stack holds, and beams taken from it a pass; the taken ones lie behind the stack.
  stack_capacity: u32,
  batch: u32,
  // Where the heights of the grid's cells begin in `city`, and the indoor bits of the map in `grid`.
  top_base: u32,
  indoor_base: u32,
}

const REFLECTION = 1u;
const REFRACTION = 2u;
const HAS_GROUND = 4u;
const NONE = 0xffffffffu;

@group(0) @binding(0) var<uniform> params: Params;
// Two vec4 a wall (x0 y0 x1 y1; nx ny, building, -), one a building (roof height, wall material,
// roof material, -), then the highest wall of every grid cell, four a vec4.
@group(0) @binding(1) var<storage, read> city: array<vec4f>;
// cell_start for every grid cell and one more, the walls of all cells, then a bit for every indoor cell of the map.
@group(0) @binding(2) var<storage, read> grid: array<u32>;
// Three vec4 an entry of a material (TE and TM reflection; TE and TM transmission; bounds), then the antenna (theta, phi of a column and of the next).
@group(0) @binding(3) var<storage, read> tables: array<vec4f>;
// Three vec4 a launch: cos, sin, width, corner distance; antenna column, origin, r0; direction, lo, hi.
@group(0) @binding(4) var<storage, read> launches: array<vec4f>;
// Beams of eight vec4 (shaders/lib/beam.wgsl).
@group(0) @binding(5) var<storage, read_write> beams: array<vec4u>;
// Per mechanism and cell: low and high word; then deposits per cell.
@group(0) @binding(6) var<storage, read_write> sums: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read_write> control: Control;
// Pieces of beams that wait to be deposited.
@group(0) @binding(8) var<storage, read_write> pieces: array<Piece>;

// Room for pieces: so many for every beam of a pass.
const PIECES_A_PASS = 4u;

// Part of a beam that sees the receiver plane: the row of the beam, the part of its plan piece, its slopes there.
struct Piece {
  row: u32,
  first: f32,
  last: f32,
  lo: f32,
  hi: f32,
}

struct Control {
  // Beams on the stack.
  size: atomic<u32>,
  // Beams taken for this pass, and how many of them are fresh launches.
  taken: u32,
  fresh: u32,
  // Launches begun so far.
  launched: u32,
  // Beams followed.
  traced: atomic<u32>,
  dropped: atomic<u32>,
  // Sum of bound x width / distance of dropped beams in units of 2^-48 / m, low and high word.
  dropped_weight: atomic<u32>,
  dropped_weight_high: atomic<u32>,
  // Pieces noted in this pass.
  pieces: atomic<u32>,
  // Beams that a pass may take, set by the host to keep slices short.
  beam_limit: u32,
  // Cells that sweep_record.wgsl found to note, also those that it had no room for.
  records: atomic<u32>,
}

fn wall_ends(wall: u32) -> vec4f {
  return city[2u * wall];
}

fn wall_normal(wall: u32) -> vec2f {
  return city[2u * wall + 1u].xy;
}

fn wall_building(wall: u32) -> u32 {
  return u32(city[2u * wall + 1u].z);
}

fn roof_height(building: u32) -> f32 {
  return city[2u * params.wall_count + building].x;
}

fn wall_material(building: u32) -> u32 {
  return u32(city[2u * params.wall_count + building].y);
}

fn roof_material(building: u32) -> u32 {
  return u32(city[2u * params.wall_count + building].z);
}

fn is_on(bit: u32) -> bool {
  return (params.switches & bit) != 0u;
}
