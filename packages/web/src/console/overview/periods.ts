export const PERIODS = ['days', 'weeks', 'months'] as const;

export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The query of each period: 30 days, 12 weeks or 12 months, up to today. */
export const queryOf = (period: Period, now = new Date()) => {
  const to = dayOf(now);
  switch (period) {
    case 'days':
      return { from: dayOf(new Date(now.getTime() - 29 * DAY_MS)), to, by: 'day' } as const;
    case 'weeks': {
      // From a Monday on, as weeks begin there.
      const sinceMonday = (now.getUTCDay() + 6) % 7;
      return { from: dayOf(new Date(now.getTime() - (sinceMonday + 77) * DAY_MS)), to, by: 'week' } as const;
    }
    case 'months':
      return {
        from: dayOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1))),
        to,
        by: 'month',
      } as const;
    default:
      return period satisfies never;
  }
};
