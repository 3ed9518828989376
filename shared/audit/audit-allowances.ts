import { instant } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/durations.ts';
import type { AccountAllowances } from '../table/items/allowance.ts';
import type { Finding } from './audit.ts';

/** Milliseconds after which a period that has begun is missed. The sweeper comes every hour. */
const LATE_MS = DAY_MS;

/** Finds an account whose allowance should have been posted. One that was posted twice has an entry without a record. */
export const auditAllowances = (allowances: AccountAllowances | undefined, now: number): Finding[] =>
  allowances?.due !== undefined && allowances.due < instant(now - LATE_MS)
    ? [{ code: 'allowance_late', entry: 0 }]
    : [];
