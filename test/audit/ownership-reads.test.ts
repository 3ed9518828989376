import { expect, test } from 'vitest';
import { auditOwnershipOf } from '../../shared/audit/audit-ownership.ts';
import { purchaseItem } from '../../shared/table/items/purchase.ts';
import { purchasesPartition } from '../../shared/table/keys.ts';
import { everyItem } from '../../shared/table/list.ts';
import { buyerAt } from '../support/buyer.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';

test('what was bought is held against what is owned by two BatchGets: the account with its purchases, then what it owns', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 100);
  await putProduct(ledger, someProduct(ref.agency, { variants: [someVariant()] }));
  await buyerAt(ledger, ref).buy({ productId: 'brushes', variantId: 'standard' });
  const bought = await everyItem(ledger.table, { partition: purchasesPartition(ref), item: purchaseItem });
  const metered = openTestLedger();
  const { during } = meter(metered);
  const found: unknown[] = [];
  const cost = await during(async () =>
    found.push(...(await auditOwnershipOf(metered.table, ref, bought, () => true))),
  );
  expect(bought).toHaveLength(1);
  expect(found).toEqual([]);
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'BatchGetItem'], readUnits: 3 });
});
