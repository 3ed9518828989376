import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountKey, packageKey, productKey, promoBatchKey, serviceKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { packageBody, productBody, serviceBody, someAgency } from '../support/agency.ts';
import { setField } from '../support/damage.ts';
import { give, openTestLedger } from '../support/ledger.ts';
import { promoCodesOn } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const routes = agencyRoutes;
const codes = promoCodesOn(ledger);

const catalogue = [
  ['package', packageBody, packageKey, routes.putPackage, routes.listAgencyPackages, routes.deletePackage],
  ['product', productBody, productKey, routes.putProduct, routes.listAgencyProducts, routes.deleteProduct],
  ['service', serviceBody, serviceKey, routes.putService, routes.listAgencyServices, routes.deleteService],
] as const;

test.each(catalogue)(
  'a damaged %s leaves its list open and can be deleted',
  async (kind, body, keyOf, put, list, end) => {
    const { call: admin, changes, agency } = await someAgency(ledger);
    const paramsOf = (id: string) => ({ [`${kind}Id`]: id });
    for (const id of ['bad', 'good']) await admin(put, { params: paramsOf(id), body });
    const key = keyOf(agency, 'bad');
    await setField(ledger, key, 'name', '\u202E');

    expect((await admin(list)).body).toMatchObject({ items: [{ id: 'good' }] });
    expect(await admin(end, { params: paramsOf('bad') })).toMatchObject({ status: 204 });
    expect((await readTogether(ledger.table, [key]))(key)).toBeUndefined();
    const deleted = { kind, recordId: 'bad', before: { name: '\u202E' }, after: null };
    expect(await changes()).toMatchObject([deleted, {}, {}, {}]);
    expect(await admin(put, { params: paramsOf('bad'), body })).toMatchObject({ status: 201 });
  },
);

test('a record of a newer version is not deleted: the answer is 503 with Retry-After', async () => {
  const { call: admin, agency } = await someAgency(ledger);
  const params = { packageId: 'newer' };
  await admin(routes.putPackage, { params, body: packageBody });
  await setField(ledger, packageKey(agency, 'newer'), 'schema', 1000);
  for (const [route, request] of [
    [routes.deletePackage, { params }],
    [routes.putPackage, { params, body: packageBody }],
    [routes.getAgencyPackage, { params }],
  ] as const) {
    expect(await admin(route, request)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '30' },
      body: { code: 'upgrading' },
    });
  }
  expect((await admin(routes.listAgencyPackages)).body).toMatchObject({ items: [] });
});

test('a damaged batch of promo codes is deleted when it is withdrawn', async () => {
  const { call: admin, agency } = await someAgency(ledger);
  const [code] = await codes.make(agency);
  const key = promoBatchKey(agency, code.slice(0, 4));
  await setField(ledger, key, 'credits', 'many');
  expect((await admin(routes.listPromoCodes)).body).toMatchObject({ items: [] });
  expect(await codes.withdraw(agency, code)).toMatchObject({ status: 404 });
  expect((await readTogether(ledger.table, [key]))(key)).toBeUndefined();
});

test('an account that can not be read is left out of the list of accounts', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  for (const name of ['ann', 'bob', 'carl']) await give(ledger, ref(name), 5);
  await setField(ledger, accountKey(ref('bob')), 'balance', 'much');
  const { body } = await admin(routes.listAccounts);
  expect(body).toMatchObject({ items: [{ account: 'ann' }, { account: 'carl' }], cursor: null });
});
