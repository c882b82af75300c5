import type { StudyTable } from '../../worker/study-protocol.ts';
import { useVerdict } from '../store/verdict-store.ts';

/** The table of the chosen split and policy; the first there is where the choice has none; null without a result. */
export function useTable(): StudyTable | null {
  return useVerdict(({ result, split, policy }) => {
    const tables = result?.view.tables ?? [];
    return (
      tables.find((one) => one.split === split && one.policy === policy) ??
      tables.find((one) => one.policy === policy) ??
      null
    );
  });
}
