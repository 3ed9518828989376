import { expect, vi } from 'vitest';
import { routes } from '../../shared/http/routes.ts';
import type { Admin } from './admin.ts';
import { meterBody } from './agency.ts';
import type { Customer } from './customer.ts';
import { PATIENCE } from './patience.ts';

/** Reports usage of a customer whose events share an entry. @returns the id of the batch */
export const batchedUsage = async (
  { call }: Pick<Admin, 'call'>,
  customer: Pick<Customer, 'account' | 'entries'>,
): Promise<string> => {
  const params = { meterId: 'batched' };
  await call(routes.putMeter, { params, body: { ...meterBody, entries: 'batch', creditsPer: 1, per: 2 } });
  const { account } = customer;
  const time = '2026-01-31T09:30:00.000Z';
  const event = (id: string) => ({ id, account, meter: 'batched', quantity: 1, time });
  await call(routes.reportUsage, { body: { events: [event('one'), event('two')] } });
  return await vi.waitFor(async () => {
    const entry = (await customer.entries()).find(({ kind, events }) => kind === 'usage' && events === 2);
    expect(entry).toBeDefined();
    return entry?.reference ?? '';
  }, PATIENCE);
};
