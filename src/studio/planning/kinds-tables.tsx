import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeviceType } from '../../planning/handover/handover-scenario.ts';
import type { MobilityProfile } from '../../planning/handover/mobility.ts';
import type { PlanScenario } from '../../planning/scenario.ts';
import { freeName } from '../commands/free-name.ts';
import { finishGesture } from '../commands/project-commands.ts';
import { NumberCell } from './plan-number.tsx';
import { changeScenario, scenarioNumber } from './project-plans.ts';

type Kinds = 'devices' | 'profiles';
type KindOf<K extends Kinds> = PlanScenario['handover'][K][number];

function setKinds<K extends Kinds>(scenario: PlanScenario, part: K, kinds: readonly KindOf<K>[]): PlanScenario {
  return { ...scenario, handover: { ...scenario.handover, [part]: kinds } };
}

function withKind<K extends Kinds>(part: K, at: number, patch: Partial<KindOf<K>>) {
  return (scenario: PlanScenario): PlanScenario => {
    const kinds = scenario.handover[part] as readonly KindOf<K>[];
    return setKinds(
      scenario,
      part,
      kinds.map((kind, i) => (i === at ? { ...kind, ...patch } : kind)),
    );
  };
}

/** Kinds of devices: how many there are, and what a handover of one costs. */
export function DevicesTable({ devices }: { readonly devices: readonly DeviceType[] }) {
  return (
    <KindsTable
      part="devices"
      kinds={devices}
      what="device"
      head={['Cost of a handover']}
      fresh={{ share: 1, cost: 1 }}
    >
      {({ name, cost }, i) => (
        <td>
          <NumberCell
            label={`Cost of a handover of ${name}`}
            {...{ min: 0, max: 1000, step: 0.5, decimals: 2, width: 84, value: cost }}
            set={scenarioNumber((s, value) => withKind('devices', i, { cost: value })(s))}
          />
        </td>
      )}
    </KindsTable>
  );
}

/** How kinds of users move, by the Gauss-Markov model. */
export function ProfilesTable({ profiles }: { readonly profiles: readonly MobilityProfile[] }) {
  return (
    <KindsTable
      part="profiles"
      kinds={profiles}
      what="profile"
      head={['From [m/s]', 'To [m/s]', 'Memory']}
      fresh={{ share: 0.1, speedMps: [1, 2], memory: 0.8 }}
    >
      {({ name, speedMps, memory }, i) => (
        <>
          <td>
            <NumberCell
              label={`Least speed of ${name}`}
              {...{ min: 0, max: speedMps[1], step: 0.5, decimals: 2, width: 72, value: speedMps[0] }}
              set={scenarioNumber((s, value) => withKind('profiles', i, { speedMps: [value, speedMps[1]] })(s))}
            />
          </td>
          <td>
            <NumberCell
              label={`Greatest speed of ${name}`}
              {...{ min: speedMps[0], max: 100, step: 0.5, decimals: 2, width: 72, value: speedMps[1] }}
              set={scenarioNumber((s, value) => withKind('profiles', i, { speedMps: [speedMps[0], value] })(s))}
            />
          </td>
          <td title="0: another way every slot; 1: straight on">
            <NumberCell
              label={`Memory of ${name}`}
              {...{ min: 0, max: 1, step: 0.05, decimals: 2, width: 72, value: memory }}
              set={scenarioNumber((s, value) => withKind('profiles', i, { memory: value })(s))}
            />
          </td>
        </>
      )}
    </KindsTable>
  );
}

interface KindsTableProps<K extends Kinds> {
  readonly part: K;
  readonly kinds: readonly KindOf<K>[];
  /** What one is called. */
  readonly what: string;
  /** Of the columns after name and share. */
  readonly head: readonly string[];
  /** What another one begins with. */
  readonly fresh: Omit<KindOf<K>, 'name'>;
  readonly children: (kind: KindOf<K>, at: number) => ReactNode;
}

function KindsTable<K extends Kinds>({ part, kinds, what, head, fresh, children }: KindsTableProps<K>) {
  const add = () => {
    const kind = {
      ...fresh,
      name: freeName(
        `${what} 1`,
        kinds.map(({ name }) => name),
      ),
    } as KindOf<K>;
    changeScenario((s) => setKinds(s, part, [...kinds, kind]), `Add a ${what}`);
  };
  const drop = (at: number) =>
    changeScenario(
      (s) =>
        setKinds(
          s,
          part,
          kinds.filter((_, i) => i !== at),
        ),
      `Remove a ${what}`,
    );
  return (
    <table className="plan-kinds">
      <thead>
        <tr>
          {['Name', 'Share', ...head].map((title) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
          <th>
            <ActionIcon variant="subtle" color="gray" size={22} aria-label={`Add a ${what}`} onClick={add}>
              <IconPlus size={13} aria-hidden />
            </ActionIcon>
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is edited must stay the same row while its name changes
          <tr key={i}>
            <td>
              <input
                className="plan-kind-name"
                aria-label={`Name of ${what} ${i + 1}`}
                value={kind.name}
                maxLength={40}
                onChange={(event) => {
                  const name = event.currentTarget.value;
                  changeScenario(
                    withKind(part, i, { name } as Partial<KindOf<K>>),
                    `Rename a ${what}`,
                    `plan ${part} ${i}`,
                  );
                }}
                onBlur={finishGesture}
              />
            </td>
            <td>
              <NumberCell
                label={`Share of ${kind.name}`}
                {...{ min: 0.001, max: 1e6, step: 0.1, decimals: 3, width: 72, value: kind.share }}
                set={scenarioNumber((s, share) => withKind(part, i, { share } as Partial<KindOf<K>>)(s))}
              />
            </td>
            {children(kind, i)}
            <td>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={22}
                aria-label={`Remove ${kind.name}`}
                disabled={kinds.length === 1}
                onClick={() => drop(i)}
              >
                <IconX size={13} aria-hidden />
              </ActionIcon>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
