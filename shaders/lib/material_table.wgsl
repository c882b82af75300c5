// #include "sweep_bindings.wgsl"

const TABLE_ENTRIES = 1024u;
const TABLE_VEC4 = 3u;

// Coefficients (TE.re, TE.im, TM.re, TM.im) of a material: part 0 reflection, part 1 transmission.
fn coefficients(material: u32, cos_incidence: f32, part: u32) -> vec4f {
  let position = clamp(cos_incidence, 0.0, 1.0) * f32(TABLE_ENTRIES - 1u);
  let index = min(TABLE_ENTRIES - 2u, u32(position));
  let at = (material * TABLE_ENTRIES + index) * TABLE_VEC4 + part;
  return mix(tables[at], tables[at + TABLE_VEC4], position - f32(index));
}

// Power factor that a beam over a range of angles cannot exceed: part 0 reflection, 1 transmission.
fn power_bound(material: u32, cos_incidence: f32, part: u32) -> f32 {
  let position = cos_incidence * f32(TABLE_ENTRIES - 1u);
  let index = min(TABLE_ENTRIES - 1u, u32(select(floor(position), ceil(position), part == 1u)));
  return tables[(material * TABLE_ENTRIES + index) * TABLE_VEC4 + 2u][part];
}
