import { settingsItem } from '../../shared/table/items/settings.ts';
import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, openTestLedger, someAccount } from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';
import { putPackage, somePackage } from '../support/catalog.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);

test('the list has the packages on sale and the limits and price of custom amounts', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await putPackage(ledger.table, somePackage(caller.agency, { id: 'big', description: 'For teams' }));
  await putPackage(ledger.table, somePackage(caller.agency, { id: 'old', onSale: false }));
  expect(await call(handler, accountRoutes.listPackages, { caller })).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          id: 'big',
          credits: 100,
          bonusCredits: 10,
          price: { amount: 1000, currency: 'EUR' },
          description: 'For teams',
        },
      ],
      cursor: null,
      customAmount: { unitPrice: 10, currency: 'EUR', minimum: 10, maximum: 1000 },
    },
  });
});

test('the list has the bonus tiers of custom amounts', async () => {
  const bonusTiers = [{ fromCredits: 500, bonusCredits: 50 }];
  const customAmount = { unitPrice: 10, minimum: 10, maximum: 1000, bonusTiers };
  const caller = await accountOfOpenAgency(ledger, { customAmount });
  expect(await call(handler, accountRoutes.listPackages, { caller })).toMatchObject({
    body: { customAmount: { bonusTiers } },
  });
});

test('customAmount is null when the agency sells packages only', async () => {
  const caller = someAccount();
  const { customAmount: _, ...item } = someSettings(caller.agency);
  await putGuarded(ledger.table, { key: settingsKey(caller.agency), schema: settingsItem, item, version: 0 });
  expect(await call(handler, accountRoutes.listPackages, { caller })).toMatchObject({
    status: 200,
    body: { items: [], customAmount: null },
  });
});

test('the list has the methods of credit requests that the agency offers', async () => {
  const caller = someAccount();
  const methods = { crypto: { instructions: 'Write to us.' } };
  const requests = { methods, steps: [{ name: 'review' }], remindAfterHours: 24, expireAfterDays: 14 };
  const item = { ...someSettings(caller.agency), requests };
  await putGuarded(ledger.table, { key: settingsKey(caller.agency), schema: settingsItem, item, version: 0 });
  expect(await call(handler, accountRoutes.listPackages, { caller })).toMatchObject({
    body: { requestMethods: ['crypto'] },
  });
});

test('I8: an agency does not see the packages of another agency', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await putPackage(ledger.table, somePackage(caller.agency));
  const other = await accountOfOpenAgency(ledger);
  expect(await call(handler, accountRoutes.listPackages, { caller: other })).toMatchObject({
    body: { items: [] },
  });
});

test('an agency without settings is not found', async () => {
  expect(await call(handler, accountRoutes.listPackages, { caller: someAccount() })).toMatchObject({
    status: 404,
  });
});
