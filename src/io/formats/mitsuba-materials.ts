import { canonicalMaterialName, findMaterial, MATERIALS } from '../../radio/materials.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Issue } from '../../units/errors.ts';
import { badInput } from '../../units/errors.ts';
import type { XmlNode } from './xml-events.ts';

/** The radio materials of a Mitsuba scene. */
export interface MitsubaMaterials {
  /** Canonical radio material of a shape by its `<ref>` or nested `<bsdf>`. */
  of(shape: XmlNode, where: string): string;
  readonly thicknessM: Readonly<Record<string, number>>;
  readonly scattering: NonNullable<Scene['scattering']>;
  readonly issues: readonly Issue[];
}

/**
 * Reads the bsdfs of a scene: `<bsdf type="itu-radio-material">` with its type, thickness [m], S and K_x, and plain bsdfs whose id names
 * the material (`mat-itu_concrete`), as Sionna RT does.
 * @param file used in messages
 */
export function mitsubaMaterials(file: string, scene: XmlNode): MitsubaMaterials {
  const byId = new Map<string, string>();
  const thicknessM: Record<string, number> = {};
  const scattering: Record<string, Rough> = {};
  const issues: Issue[] = [];
  const read = (bsdf: XmlNode): string => {
    const id = bsdf.attributes.id ?? '';
    const radio = findRadio(bsdf);
    const name = radio ? (childValue(radio, 'type') ?? id) : id;
    const thickness = radio ? childValue(radio, 'thickness') : null;
    const canonical = canonicalMaterialName(name);
    if (thickness !== null) {
      const metres = Number(thickness);
      if (!(metres >= 0)) {
        throw badInput(
          `${file}, line ${bsdf.line}: thickness "${thickness}" of material ${id || name} must be 0 m or more.`,
        );
      }
      const before = thicknessM[canonical];
      if (before !== undefined && before !== metres) {
        issues.push({
          kind: 'warning',
          code: 'thickness-conflict',
          message: `${file}, line ${bsdf.line}: ${canonical} is given ${before} m and ${metres} m thick; ${before} m is used for both.`,
          count: 1,
        });
      } else thicknessM[canonical] = metres;
    }
    const rough = radio ? readRoughness(file, radio, id || name) : null;
    if (rough) scattering[canonical] ??= rough;
    return canonical;
  };
  for (const node of scene.children) {
    if (node.name === 'bsdf' && node.attributes.id) byId.set(node.attributes.id, read(node));
  }
  const of = (shape: XmlNode, where: string): string => {
    const nested = shape.children.find((c) => c.name === 'bsdf');
    const ref = shape.children.find((c) => c.name === 'ref' && (c.attributes.name ?? 'bsdf') === 'bsdf');
    if (!nested && !ref)
      throw badInput(`${where} has no material (no <bsdf> and no <ref name="bsdf">). Known: ${KNOWN}.`);
    const id = ref?.attributes.id ?? '';
    const name = nested ? read(nested) : (byId.get(id) ?? canonicalMaterialName(id));
    if (!findMaterial(name)) {
      throw badInput(
        `${where}: material "${nested?.attributes.id ?? (id || name)}" is not a known radio material. Known: ${KNOWN}. Name the bsdf itu_<material>, or give it type="itu-radio-material" with <string name="type" value="concrete"/>.`,
      );
    }
    return name;
  };
  return { of, thicknessM, scattering, issues };
}

type Rough = NonNullable<Scene['scattering']>[string];

/** S and K_x of a radio material, where it has any. */
function readRoughness(file: string, radio: XmlNode, whose: string): Rough | null {
  const share = (key: string): number | null => {
    const text = childValue(radio, key);
    if (text === null) return null;
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 1) return value;
    throw badInput(`${file}, line ${radio.line}: ${key} "${text}" of material ${whose} must be from 0 to 1.`);
  };
  const coefficient = share('scattering_coefficient');
  const crossPolarisation = share('xpd_coefficient');
  if (coefficient === null && crossPolarisation === null) return null;
  return {
    ...(coefficient === null ? {} : { coefficient }),
    ...(crossPolarisation === null ? {} : { crossPolarisation }),
  };
}

const KNOWN = MATERIALS.map((m) => m.name).join(', ');

/** The radio material within a bsdf, which may be wrapped (`twosided`). */
function findRadio(bsdf: XmlNode): XmlNode | null {
  if (bsdf.attributes.type === 'itu-radio-material') return bsdf;
  for (const child of bsdf.children) {
    const found = child.name === 'bsdf' ? findRadio(child) : null;
    if (found) return found;
  }
  return null;
}

/** The `value` of the child named so, whatever its type. */
export function childValue(node: XmlNode, name: string): string | null {
  return node.children.find((c) => c.attributes.name === name)?.attributes.value ?? null;
}
