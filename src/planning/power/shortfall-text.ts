import type { Shortfall } from './plan-powers.ts';

/** Why not all users can be served, in words. `sectors` are the ids that indices mean; users are counted from 1. */
export function shortfallText(
  { reason, sector, user, userShare, load, servable }: Shortfall,
  sectors: readonly string[],
): string {
  const percent = (share: number) => (Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : 'more than all');
  const who = `user ${user + 1}`;
  const where = `of sector ${sectors[sector]}`;
  const rest = `at most ${Math.floor(100 * servable)} % of all demands can be served`;
  if (reason === 'user')
    return `${who} would need ${percent(userShare)} of the bandwidth ${where}, the best there is for it, at full power and without interference; ${rest}`;
  const most = `most of it, ${percent(userShare)}, for ${who}`;
  if (reason === 'load')
    return `the users ${where} would need ${percent(load)} of its bandwidth at full power and without interference, ${most}; ${rest}`;
  return `at full power everywhere the users ${where} would need ${percent(load)} of its bandwidth, ${most}; ${rest}`;
}
