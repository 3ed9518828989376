import { addDays } from '../../language/calendar.ts';

export const PERIODS = ['days', 'weeks', 'months'] as const;

export type Period = (typeof PERIODS)[number];

/**
 * The query of each period: 30 days, 12 weeks or 12 months, up to today.
 * @param today the day that it is in the agency's time zone, as figures are kept by its days
 */
export const queryOf = (period: Period, today: string) => {
  switch (period) {
    case 'days':
      return { from: addDays(today, -29), to: today, by: 'day' } as const;
    case 'weeks': {
      // From a Monday on, as weeks begin there.
      const sinceMonday = (new Date(today).getUTCDay() + 6) % 7;
      return { from: addDays(today, -sinceMonday - 77), to: today, by: 'week' } as const;
    }
    case 'months': {
      const first = new Date(today);
      first.setUTCMonth(first.getUTCMonth() - 11, 1);
      return { from: first.toISOString().slice(0, 10), to: today, by: 'month' } as const;
    }
    default:
      return period satisfies never;
  }
};
