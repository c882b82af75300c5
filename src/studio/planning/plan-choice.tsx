import { ActionIcon, Menu, NativeSelect } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../app/session-context.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { NameField } from '../ui/name-field.tsx';
import { openScenarioFile, openUsersFile, saveScenarioFile } from './plan-files.ts';
import './plan-editor.css';
import { addPlan, choosePlan, deletePlan, duplicatePlan, planNameProblem, renamePlan } from './project-plans.ts';
import { currentPlan, plansOf } from './read-plans.ts';

/** A menu that closes gives the focus back to its button; a field that had it before then would lose it [ms]. */
const MENU_CLOSES_MS = 60;

/** Which scenario of the project is asked, and what can be done with it. They are kept with the project, and undo covers them. */
export function PlanChoice() {
  const session = useSession();
  const plans = useStudio(plansOf);
  const { name, problem } = useStudio(currentPlan);
  const editing = useStudio((s) => s.planning.editing);
  const readOnly = useStudio((s) => s.projects.readOnly);
  const [naming, setNaming] = useState(false);
  const takeName = (typed: string | null) => {
    setNaming(false);
    if (typed !== null) renamePlan(typed);
  };
  return (
    <>
      <div className="plan-scenario">
        {naming ? (
          <NameField label="Name of the scenario" name={name} problemOf={planNameProblem} onDone={takeName} />
        ) : (
          <NativeSelect
            size="xs"
            aria-label="Scenario"
            title="What is asked, beside the maps; kept with the project"
            value={name}
            data={plans.map((plan) => plan.name)}
            onChange={(event) => choosePlan(event.currentTarget.value)}
          />
        )}
        <ActionIcon
          variant={editing ? 'filled' : 'default'}
          size={26}
          aria-label="Change the scenario"
          title="Users, demands, devices, movement and rules"
          aria-pressed={editing}
          onClick={() => patchPlanning({ editing: !editing })}
        >
          <IconAdjustmentsHorizontal size={14} aria-hidden />
        </ActionIcon>
        <Menu position="bottom-end" shadow="md" width={230} transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <ActionIcon variant="default" size={26} aria-label="More about scenarios">
              <IconDots size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={readOnly} onClick={() => addPlan()}>
              Add a scenario
            </Menu.Item>
            <Menu.Item disabled={readOnly} onClick={duplicatePlan}>
              Duplicate this scenario
            </Menu.Item>
            <Menu.Item disabled={readOnly} onClick={() => setTimeout(() => setNaming(true), MENU_CLOSES_MS)}>
              Rename this scenario
            </Menu.Item>
            <Menu.Item disabled={readOnly || plans.length < 2} onClick={deletePlan}>
              Delete this scenario
            </Menu.Item>
            <Menu.Divider role="separator" />
            <Menu.Item disabled={readOnly} onClick={() => void openScenarioFile()}>
              Open a scenario file …
            </Menu.Item>
            <Menu.Item onClick={saveScenarioFile}>Save as a scenario file</Menu.Item>
            <Menu.Item disabled={readOnly} onClick={() => void openUsersFile(session.scene()?.frame ?? null)}>
              Users from a CSV file …
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {problem !== null && <p className="plan-problem">{problem} Changing it puts the usual values in its place.</p>}
    </>
  );
}
