import { useMemo, useState } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';
import { formatCount } from '../ui/format.ts';
import { materialLabel } from './material-label.ts';
import { type SceneMaterial, sceneMaterials } from './scene-materials.ts';

const MATERIAL_FORM = later('The material', async () => (await import('./material-form.tsx')).MaterialForm);

/** What the city is made of, for radio waves. Folded until somebody asks. */
export function MaterialsSection() {
  const session = useSession();
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const overrides = useStudio((s) => s.history.project.materials);
  const [open, setOpen] = useState<string | null>(null);
  const materials = useMemo(() => {
    const scene = session.registry.scenes.get(sceneId ?? '');
    return scene ? sceneMaterials(scene) : [];
  }, [session, sceneId]);
  if (materials.length === 0) return null;
  const changed = materials.filter(({ name }) => overrides[name]).length;
  return (
    <section className="section">
      <details>
        <summary className="card-head">
          <h2>Materials</h2>
          <span className="aside">{changed > 0 ? `${changed} changed` : materials.length}</span>
        </summary>
        {materials.map((material) => (
          <div key={material.name}>
            <button
              type="button"
              className="plain-button row"
              aria-expanded={open === material.name}
              onClick={() => setOpen(open === material.name ? null : material.name)}
            >
              <span className="name">{materialLabel(material.name)}</span>
              {overrides[material.name] && <span className="mini-badge">changed</span>}
              <span className="aside">{whereOf(material)}</span>
            </button>
            {open === material.name && <DeferredPart part={MATERIAL_FORM} with={{ material }} />}
          </div>
        ))}
      </details>
    </section>
  );
}

function whereOf({ walls, roofs, ground }: SceneMaterial): string {
  if (walls > 0) return `${formatCount(walls)} ${walls === 1 ? 'building' : 'buildings'}`;
  if (ground) return 'ground';
  return roofs > 0 ? `${formatCount(roofs)} ${roofs === 1 ? 'roof' : 'roofs'}` : '';
}
