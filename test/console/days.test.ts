import type { AgencyInvoice } from '@scrip/client';
import { describe, expect, test, vi } from 'vitest';
import { inputOf as codesInputOf, EMPTY_FORM } from '../../packages/web/src/console/codes/form.ts';
import { formOf, inputOf } from '../../packages/web/src/console/invoices/form.ts';
import { queryOf } from '../../packages/web/src/console/overview/periods.ts';
import {
  dayOf,
  endOfDay,
  instantOf,
  minuteOf,
  startOfDay,
  todayIn,
} from '../../packages/web/src/language/calendar.ts';
import { daysToAsk } from '../../packages/web/src/portal/credits/days-to-ask.ts';

const ZONES = ['America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'];

const INVOICE: AgencyInvoice = {
  id: 'i1',
  account: 'alice',
  number: 'A-1',
  description: 'A poster',
  amount: { credits: 120 },
  creditsAccepted: true,
  status: 'open',
  issuedAt: '2026-11-01T00:00:00.000Z',
  dueAt: '2026-12-31T23:59:59.000Z',
};

describe.each(ZONES)('in %s', (zone) => {
  test('a day that is chosen is the day that is shown', () => {
    vi.stubEnv('TZ', zone);
    for (const day of ['2026-01-01', '2026-03-08', '2026-07-31', '2026-11-01', '2026-12-31']) {
      expect(dayOf(startOfDay(day))).toBe(day);
      expect(dayOf(endOfDay(day))).toBe(day);
      expect(Date.parse(endOfDay(day)) - Date.parse(startOfDay(day))).toBeGreaterThan(22 * 3_600_000);
    }
  });

  test('a time that nobody changed stays to the millisecond', () => {
    vi.stubEnv('TZ', zone);
    const stored = '2026-12-31T23:59:59.999Z';
    expect(endOfDay(dayOf(stored), stored)).toBe(stored);
    expect(instantOf(minuteOf(stored), stored)).toBe(stored);
    expect(instantOf('2027-01-05T12:30', stored)).not.toBe(stored);
  });

  test('saving an invoice again and again does not move its due date', () => {
    vi.stubEnv('TZ', zone);
    let { dueAt } = INVOICE;
    for (let times = 0; times < 3; times++)
      dueAt = inputOf(formOf({ ...INVOICE, dueAt }, ''), dueAt)?.dueAt ?? 'none';
    expect(dueAt).toBe(INVOICE.dueAt);
  });

  test('the end of an invoice’s day that is chosen anew falls on it', () => {
    vi.stubEnv('TZ', zone);
    const form = { ...formOf(INVOICE, ''), dueAt: '2027-02-28' };
    expect(dayOf(inputOf(form, INVOICE.dueAt)?.dueAt ?? '')).toBe('2027-02-28');
  });

  test('codes are valid for whole days', () => {
    vi.stubEnv('TZ', zone);
    const form = { ...EMPTY_FORM, name: 'Spring', credits: '10', from: '2026-03-01', to: '2026-03-31' };
    const { from = '', to = '' } = codesInputOf(form) ?? {};
    expect([dayOf(from), dayOf(to)]).toEqual(['2026-03-01', '2026-03-31']);
  });

  test('figures are asked for up to today in the agency’s time zone, whatever the reader’s', () => {
    vi.stubEnv('TZ', zone);
    const now = Date.parse('2026-11-30T20:00:00Z');
    expect(todayIn('America/Los_Angeles', now)).toBe('2026-11-30');
    expect(todayIn('Pacific/Kiritimati', now)).toBe('2026-12-01');
    expect(queryOf('days', '2026-12-01')).toEqual({ from: '2026-11-02', to: '2026-12-01', by: 'day' });
    expect(queryOf('weeks', '2026-12-06')).toEqual({ from: '2026-09-14', to: '2026-12-06', by: 'week' });
    expect(queryOf('months', '2026-12-31')).toEqual({ from: '2026-01-01', to: '2026-12-31', by: 'month' });
  });

  test('a balance over time includes 30 days up to today, wherever the agency is', () => {
    vi.stubEnv('TZ', zone);
    const now = Date.parse('2026-11-28T10:30:00Z');
    const asked = daysToAsk(now);
    for (const agency of [...ZONES, 'Pacific/Pago_Pago']) {
      const today = todayIn(agency, now);
      expect(asked.to >= today).toBe(true);
      expect(Date.parse(today) - Date.parse(asked.from)).toBeGreaterThanOrEqual(29 * 86_400_000);
    }
  });
});
