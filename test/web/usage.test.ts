import {
  listAccountDailyUsage,
  listAccountEntries,
  listRefusedUsage,
  putMeter,
  reportUsage,
} from '@scrip/client';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { PATIENCE } from '../support/patience.ts';
import { barriersInBothSchemes, overflowAt } from '../support/tour.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

const agency = agencyOf();
const METER = { name: 'Pictures rendered', unit: 'picture', creditsPer: 3, per: 100 } as const;

/** A customer who used 1,234 pictures for 37 credits, and could not pay 10,000 more. */
const userOf = async (): Promise<string> => {
  // The initials are in the name, as a screen reader reads it.
  const account = await customerWith(50, 'illustrator');
  const time = new Date().toISOString();
  const event = { account, meter: 'pictures-rendered', time };
  const events = [
    { ...event, id: 'one', quantity: 1_234, reference: 'job 7' },
    { ...event, id: 'too-many', quantity: 10_000 },
  ];
  (await agency.call(reportUsage, { body: { events } })).orThrow();
  await vi.waitFor(async () => {
    const entries = await agency.call(listAccountEntries, { params: { accountId: account } });
    const refused = await agency.call(listRefusedUsage, { query: { account } });
    expect([entries.orThrow().items.length, refused.orThrow().items.length]).toEqual([2, 1]);
  }, PATIENCE);
  return account;
};

describe.skipIf(isBrowserMissing)('usage', () => {
  const { open } = useBrowser();
  let account: string;
  beforeAll(async () => {
    const params = { meterId: 'pictures-rendered' };
    (await agency.call(putMeter, { params, headers: { 'if-none-match': '*' }, body: METER })).orThrow();
    account = await userOf();
  });

  test('a customer comes from the history to the usage of the month, by meter and day, and what was refused', async () => {
    const page = await visitAs(await open(), account);
    await page.getByRole('link', { name: '1,234 units' }).click();
    const meters = page.getByRole('table', { name: 'By meter' }).getByRole('row');
    const line = meters.filter({ hasText: 'Pictures rendered' });
    await line.getByText('1,234 × picture').waitFor();
    expect(await line.innerText()).toMatch(/10,000\s+37/);
    await page.getByText('By day', { exact: true }).click();
    await page.getByRole('table', { name: 'By day' }).getByText('1,234 × picture').waitFor();
    const refused = page.getByRole('table', { name: 'Refused usage' }).getByRole('row');
    await refused.filter({ hasText: 'Too few credits' }).getByText('10,000').waitFor();
    const prices = page.getByRole('table', { name: 'Prices' }).getByRole('row');
    await prices.filter({ hasText: 'Pictures rendered' }).getByText('3 credits per 100 × picture').waitFor();
    expect([...(await barriersInBothSchemes(page)), ...(await overflowAt(page, [320, 640]))]).toEqual([]);
    await page.getByRole('link', { name: 'In the history' }).click();
    await page.getByText('1,234 units').waitFor();
    expect(await page.getByLabel('Kind').inputValue()).toBe('usage');
    expect(await page.getByRole('cell', { name: 'Adjustment' }).count()).toBe(0);
  });

  test('months are the agency’s: a time in its April is in April, where the reader still has March', async () => {
    const page = await visitAs(
      await open({ timezoneId: 'America/Los_Angeles' }),
      account,
      '/usage?at=2026-03-31T22:00:00.000Z',
    );
    await page.getByText('No usage in April 2026').waitFor();
    const month = page.getByLabel('Month');
    expect(await month.inputValue()).toBe('2026-04');
    await month.selectOption('2026-03');
    await page.getByText('No usage in March 2026').waitFor();
    expect(await month.inputValue()).toBe('2026-03');
  });

  test('an address whose time is none leads to the usage of the present month', async () => {
    const present = (await agency.call(listAccountDailyUsage, { params: { accountId: account } })).orThrow();
    const page = await visitAs(await open(), account);
    for (const at of [
      'rubbish',
      '12345',
      '%2B275760-09-12T00:00:00Z',
      '2026-03-31',
      '1969-01-01T00:00:00Z',
    ]) {
      await page.goto(new URL(`/usage?at=${at}`, inject('stack').portal).href);
      await page.getByText('1,234 × picture').waitFor();
      expect(await page.getByLabel('Month').inputValue()).toBe(present.month);
    }
  });

  test('settings lead to the usage of a customer who has some, and of no other', async () => {
    const page = await visitAs(await open(), account, '/settings');
    await page.getByRole('link', { name: 'Usage', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
    const other = await visitAs(await open(), await customerWith(5));
    const asked = other.waitForResponse((response) => response.url().includes('/v1/usage/refused'));
    await other.goto(new URL('/settings', inject('stack').portal).href);
    await asked;
    await other.getByRole('link', { name: 'Budgets' }).waitFor();
    expect(await other.getByRole('link', { name: 'Usage', exact: true }).count()).toBe(0);
  });

  test('the console shows the same on the account, and the units of an entry', async () => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${account}`);
    await page.getByText('1,234 units').waitFor();
    await page.getByText('Usage', { exact: true }).click();
    const line = page.getByRole('table', { name: 'By meter' }).getByRole('row');
    await line.filter({ hasText: 'Pictures rendered' }).getByText('1,234 × picture').waitFor();
    expect([...(await barriersInBothSchemes(page)), ...(await overflowAt(page, [320, 640]))]).toEqual([]);
  });
});
