import { instant } from '../../shared/kernel/clock.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import { isNotPermitted, type WindowTooLarge } from '../../shared/payments/source.ts';
import type { Place } from '../../shared/table/items/reconciliation.ts';
import type { Table } from '../../shared/table/table.ts';
import { flag } from './report.ts';
import { afterSource, afterWindow, halved, isLastWindow, type Route } from './walk.ts';
import { withBehind, withoutBehind, type Walk } from './window.ts';

/**
 * Continues after a page that a provider did not return. A window that is too large is halved. A provider that refuses a page
 * may no longer know where it began: then the window is read from its start, once. A window that it still refuses is
 * skipped and flagged. An unreachable provider, or one that refuses our credentials, fails the list: the next pass reads it
 * from there.
 */
export const turnedDown = async (
  at: { table: Table; now: number; route: Route },
  walk: Walk,
  place: Place,
  error: ProviderError | WindowTooLarge,
  isRepeated: () => boolean,
): Promise<Walk> => {
  if (error.code === 'window_too_large') {
    const half = halved(place);
    return half ? { ...walk, place: half } : await skipWindow(at, walk, place, error.code);
  }
  if (error.code === 'provider_unreachable' || isNotPermitted(error))
    return failSource(at.route, walk, place, error);
  if (place.page !== null && !isRepeated()) return { ...walk, place: { ...place, page: null } };
  return await skipWindow(at, walk, place, error.issue ?? error.code);
};

const skipWindow = async (
  { table, now, route }: { table: Table; now: number; route: Route },
  walk: Walk,
  place: Place,
  issue: string,
): Promise<Walk> => {
  const { source, from, to } = place;
  const found = { code: 'window_skipped', source, from, to, issue, at: instant(now) } as const;
  const report = await flag(table, walk.report, found);
  const next = isLastWindow(route, place) ? withoutBehind(walk, source) : walk;
  return { ...next, report, place: afterWindow(route, place) };
};

const failSource = (route: Route, walk: Walk, place: Place, { code, status, issue }: ProviderError): Walk => {
  const { source, from } = place;
  const { report } = walk;
  const failure = {
    source,
    code,
    ...(status !== undefined && { status }),
    ...(issue !== undefined && { issue }),
    from,
  };
  return {
    ...(report.pass === 'recent' ? withBehind(walk, source, from) : walk),
    report: { ...report, failures: [...report.failures, failure] },
    place: afterSource(route, place),
  };
};
