import { createHmac } from 'node:crypto';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test, vi } from 'vitest';
import { listed } from '../../shared/http/page.ts';
import {
  downloadLinkView,
  downloadView,
  libraryItemView,
  libraryRoutes,
} from '../../shared/http/routes/store/library.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { ownershipItem } from '../../shared/table/items/ownership.ts';
import { ownershipKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { call } from '../support/api.ts';
import { downloadLinkWith } from '../../shared/store/download-link.ts';
import { MANY_LOTS } from '../../shared/ledger/deposit.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { settle } from '../../shared/payments/settle.ts';
import { buyerAt } from '../support/buyer.ts';
import { bucketNowhere } from '../support/files.ts';
import { disputeFact, openCheckout, paidFact } from '../support/payments.ts';
import { accountOfOpenAgency, give, giveLots, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { putProduct } from '../support/catalog.ts';
import { own, someHouse, someRelease } from '../support/products.ts';
import { LINK_SECRET, storeHandler } from '../support/store-handler.ts';

vi.mock('../../shared/kernel/metrics.ts');

const ledger = openTestLedger();
const handler = storeHandler(ledger);
const item = { productId: 'house' };

const library = async (caller: AccountRef, query: Record<string, string> = {}) =>
  listed(libraryItemView).parse((await call(handler, libraryRoutes.listLibrary, { caller, query })).body);
const download = (caller: AccountRef, body: object = {}, productId = 'house', at = handler) =>
  call(at, libraryRoutes.createDownload, { caller, params: { productId }, body });
const downloads = async (caller: AccountRef) =>
  listed(downloadView).parse((await call(handler, libraryRoutes.listDownloads, { caller })).body).items;
const ownershipOf = (caller: AccountRef) =>
  readOne(ledger.table, ownershipKey(caller, 'house'), ownershipItem);

/** An account that owns the house, whose agency sells it with this much changed. */
const owner = async (more: Parameters<typeof someHouse>[1] = {}, variants = ['standard']) => {
  const caller = await accountOfOpenAgency(ledger);
  await putProduct(ledger, someHouse(caller.agency, more));
  await own(ledger, caller, 'house', variants);
  return caller;
};

test('an account that owns nothing has an empty library', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await library(caller)).toEqual({ items: [], cursor: null });
  expect(await downloads(caller)).toEqual([]);
});

test('the library shows each owned product with its catalogue name and nothing else of the product', async () => {
  const caller = await owner({ variants: [someRelease(), someRelease({ id: 'large', name: 'Large' })] });
  expect(await library(caller)).toEqual({
    items: [
      {
        ...item,
        name: 'Town House',
        variants: [
          {
            id: 'standard',
            name: 'Standard',
            since: '2026-03-01T00:00:00.000Z',
            purchaseId: 'pur_standard',
            version: '1.0',
            updateAvailable: false,
            download: { allowed: true, reasons: [] },
          },
        ],
      },
    ],
    cursor: null,
  });
});

test('a new version shows as an update until the owner downloads it', async () => {
  const caller = await owner();
  await download(caller);
  expect((await library(caller)).items).toMatchObject([
    { variants: [{ version: '1.0', downloaded: { version: '1.0' }, updateAvailable: false }] },
  ]);
  const release = { version: '1.1', file: { object: 'house/1.1/house.zip' } };
  await putProduct(ledger, someHouse(caller.agency, { version: 1, variants: [someRelease({ release })] }));
  expect((await library(caller)).items).toMatchObject([
    { variants: [{ version: '1.1', downloaded: { version: '1.0' }, updateAvailable: true }] },
  ]);
  await download(caller);
  expect((await library(caller)).items).toMatchObject([
    { variants: [{ downloaded: { version: '1.1' }, updateAvailable: false }] },
  ]);
});

test('a product withdrawn from sale stays in the library and can be downloaded', async () => {
  const caller = await owner({ onSale: false });
  expect((await library(caller)).items).toMatchObject([{ ...item, name: 'Town House' }]);
  expect(await download(caller)).toMatchObject({ status: 201 });
});

test('a download link comes with the checksum that the agency stated, if it stated one', async () => {
  const sha256 = 'ab'.repeat(32);
  const release = { version: '1.0', file: { object: 'house/1.0/house.zip' }, sha256 };
  const variants = [someRelease({ release }), someRelease({ id: 'large' })];
  const caller = await owner({ variants }, ['standard', 'large']);
  expect(await download(caller, { variantId: 'standard' })).toMatchObject({ status: 201, body: { sha256 } });
  expect(JSON.stringify(await download(caller, { variantId: 'large' }))).not.toContain('sha256');
});

test('a missing file in the bucket is refused and counted, and neither records a download nor ends the refund right', async () => {
  const caller = await owner();
  const missing = storeHandler(ledger, (...of) =>
    downloadLinkWith(
      bucketNowhere(),
      async () => LINK_SECRET,
      async () => false,
    )(...of),
  );
  expect(await download(caller, {}, 'house', missing)).toMatchObject({
    status: 409,
    body: { code: 'download_not_available' },
  });
  expect(count).toHaveBeenCalledWith('DownloadFailures');
  expect(await downloads(caller)).toEqual([]);
  expect((await ownershipOf(caller))?.variants['standard']).not.toHaveProperty('downloaded');
});

describe('in debt after a reversed payment', () => {
  /** An account of an agency that sells the house for 30 and the tree for 60. */
  const visitor = async () => {
    const ref = await accountOfOpenAgency(ledger);
    for (const [id, price] of [
      ['house', 30],
      ['tree', 60],
    ] as const)
      await putProduct(ledger, someHouse(ref.agency, { id, variants: [someRelease({ price })] }));
    return { ref, buy: buyerAt(ledger, ref).buy };
  };

  /** Owns the house, bought with the gift, and the tree, bought with what was paid and then contested. */
  const debtor = async () => {
    const { ref, buy } = await visitor();
    await give(ledger, ref, 30);
    await buy({ productId: 'house' });
    const checkout = await openCheckout(ledger, ref);
    const fact = async (one: ReceiptFact) =>
      expect(await settle(ledger, ref.agency, 'stripe', one)).toMatchObject({ ok: true });
    await fact(paidFact(checkout));
    await buy({ productId: 'tree' });
    await fact(disputeFact(checkout, 'dp_1', 1000, 'lost'));
    expect(await readAccount(ledger, ref)).toMatchObject({ debt: 60 });
    return ref;
  };

  test('it makes no difference whether the lot of the payment merged with another before', async () => {
    const { ref, buy } = await visitor();
    // Each credit costs as much as in the payment to come.
    const offer = { credits: 31, bonusCredits: 0, price: { amount: 310, currency: 'EUR' } };
    await settle(ledger, ref.agency, 'stripe', paidFact(await openCheckout(ledger, ref, offer)));
    await buy({ productId: 'house' });
    const checkout = await openCheckout(ledger, ref, { bonusCredits: 0 });
    await giveLots(ledger, ref, MANY_LOTS);
    await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
    // Only the merged lot is left, and pays the tree.
    await move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'rest', amount: MANY_LOTS });
    expect(await readAccount(ledger, ref)).toMatchObject({ absorbed: 1, lots: [{ id: 1 }] });
    await buy({ productId: 'tree' });
    await settle(ledger, ref.agency, 'stripe', disputeFact(checkout, 'dp_1', 1000, 'lost'));
    expect((await readAccount(ledger, ref)).debt).toBeGreaterThan(0);
    expect(await download(ref, {}, 'tree')).toMatchObject({ status: 402, body: { code: 'account_in_debt' } });
    expect(await download(ref, {}, 'house')).toMatchObject({ status: 201 });
  });

  test('products bought with that payment cannot be downloaded, and the library says so; others can', async () => {
    const caller = await debtor();
    expect(await download(caller, {}, 'tree')).toMatchObject({
      status: 402,
      body: { code: 'account_in_debt', debt: 60 },
    });
    expect(await download(caller, {}, 'house')).toMatchObject({ status: 201 });
    expect((await library(caller)).items).toMatchObject([
      { productId: 'house', variants: [{ download: { allowed: true } }] },
      {
        productId: 'tree',
        variants: [{ download: { allowed: false, reasons: [{ code: 'account_in_debt' }] } }],
      },
    ]);
  });

  test('after the debt is paid, they can be downloaded', async () => {
    const caller = await debtor();
    await give(ledger, caller, 60);
    expect(await download(caller, {}, 'tree')).toMatchObject({ status: 201 });
  });
});

test('a product deleted from the catalogue stays in the library without a name and cannot be downloaded', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await own(ledger, caller, 'house');
  expect((await library(caller)).items).toEqual([
    {
      ...item,
      variants: [
        expect.objectContaining({
          id: 'standard',
          download: {
            allowed: false,
            reasons: [expect.objectContaining({ code: 'download_not_available' })],
          },
        }),
      ],
    },
  ]);
  expect(await download(caller)).toMatchObject({ status: 409, body: { code: 'download_not_available' } });
});

test('a refunded product leaves the library and cannot be downloaded', async () => {
  const caller = await owner();
  await own(ledger, caller, 'house', []);
  expect((await library(caller)).items).toEqual([]);
  expect(await download(caller)).toMatchObject({ status: 403, body: { code: 'not_owned' } });
  expect(await downloads(caller)).toEqual([]);
});

test('following the cursor shows each product once', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const ids = Array.from({ length: 7 }, (_, number) => `product-${number}`);
  for (const id of ids) {
    await putProduct(ledger, someHouse(caller.agency, { id }));
    await own(ledger, caller, id, id === 'product-3' ? [] : ['standard']);
  }
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await library(caller, { limit: '2', ...(cursor !== undefined && { cursor }) });
    seen.push(...page.items.map(({ productId }) => productId));
    cursor = page.cursor;
  }
  expect(seen).toEqual(ids.filter((id) => id !== 'product-3'));
});

test('a download returns a link to the agency’s own file for five minutes and is recorded', async () => {
  const start = Date.now();
  const caller = await owner();
  const { status, body } = await download(caller, { variantId: 'standard' });
  const { url, expiresAt, ...of } = downloadLinkView.parse(body);
  expect({ status, of }).toEqual({ status: 201, of: { ...item, variantId: 'standard', version: '1.0' } });
  expect(new URL(url).pathname).toBe(`/files/downloads/${caller.agency}/house/1.0/house.zip`);
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
  expect(Date.parse(expiresAt) - start).toBeGreaterThan(299_000 - 1000);
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
  expect(await downloads(caller)).toEqual([
    {
      id: expect.stringMatching(/^dwn_/),
      at: expect.any(String),
      ...item,
      productName: 'Town House',
      variantId: 'standard',
      variantName: 'Standard',
      version: '1.0',
    },
  ]);
});

test('an external link is filled in and signed with the agency’s secret', async () => {
  const link = 'https://files.example/{productId}/{variantId}?v={version}&until={expires}&sig={signature}';
  const release = { version: '2 beta', file: { link } };
  const caller = await owner({ variants: [someRelease({ release })] });
  const { url, expiresAt } = downloadLinkView.parse((await download(caller)).body);
  const [before = '', signature] = url.split(/(?<=&sig=)/);
  expect(before).toBe(
    `https://files.example/house/standard?v=2%20beta&until=${Date.parse(expiresAt) / 1000}&sig=`,
  );
  expect(signature).toBe(createHmac('sha256', LINK_SECRET).update(before).digest('base64url'));
});

test.each([
  ['no release', {}],
  ['a link with an unknown placeholder', { link: 'https://files.example/{product}' }],
])('%s: the download is refused and not recorded', async (_, file) => {
  const { release: _release, ...plain } = someRelease();
  const variant = 'link' in file ? someRelease({ release: { version: '1', file } }) : plain;
  const caller = await owner({ variants: [variant] });
  expect(await download(caller)).toMatchObject({ status: 409, body: { code: 'download_not_available' } });
  expect(await downloads(caller)).toEqual([]);
  expect((await ownershipOf(caller))?.version).toBe(1);
  expect(vi.mocked(count).mock.calls).toEqual('link' in file ? [['DownloadFailures']] : []);
});

test('an account that owns several variants must name one', async () => {
  const variants = [someRelease(), someRelease({ id: 'large', name: 'Large' })];
  const caller = await owner({ variants }, ['standard', 'large']);
  expect(await download(caller)).toMatchObject({
    status: 422,
    body: { code: 'variant_required', variants: ['large', 'standard'] },
  });
  expect(await download(caller, { variantId: 'large' })).toMatchObject({ status: 201 });
  expect((await ownershipOf(caller))?.variants).toMatchObject({
    standard: expect.not.objectContaining({ downloaded: expect.anything() }),
    large: { downloaded: { version: '1.0' } },
  });
});

test('a product on sale that is not owned says so; one not on sale is not found', async () => {
  const variants = [someRelease(), someRelease({ id: 'large', name: 'Large' })];
  const caller = await owner({ variants });
  await putProduct(ledger, someHouse(caller.agency, { id: 'tree' }));
  await putProduct(ledger, someHouse(caller.agency, { id: 'secret', onSale: false }));
  const codes = await Promise.all(
    [
      download(caller, { variantId: 'large' }),
      download(caller, {}, 'tree'),
      download(caller, { variantId: 'none' }),
      download(caller, { variantId: 'constructor' }),
      download(caller, {}, 'secret'),
      download(caller, {}, 'nothing'),
    ].map(async (answer) => (await answer).body['code']),
  );
  expect(codes).toEqual(['not_owned', 'not_owned', 'not_found', 'not_found', 'not_found', 'not_found']);
});

test('I8: another account of the agency does not own the product, and another agency has no such product', async () => {
  const caller = await owner();
  const neighbour = { ...caller, account: 'neighbour' };
  const namesake = { ...caller, agency: (await accountOfOpenAgency(ledger)).agency };
  await download(caller);
  expect(await download(neighbour)).toMatchObject({ status: 403, body: { code: 'not_owned' } });
  expect(await download(namesake)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  for (const stranger of [neighbour, namesake]) {
    expect((await library(stranger)).items).toEqual([]);
    expect(await downloads(stranger)).toEqual([]);
  }
});

test('the download history is newest first and keeps each product’s name at that time', async () => {
  const caller = await owner();
  let now = Date.now();
  const later = storeHandler({ ...ledger, now: () => (now += 1000) });
  await download(caller, {}, 'house', later);
  await putProduct(ledger, someHouse(caller.agency, { version: 1, name: 'Manor' }));
  await download(caller, {}, 'house', later);
  expect((await downloads(caller)).map(({ productName }) => productName)).toEqual(['Manor', 'Town House']);
});

test('32 parallel downloads are all answered and all recorded', async () => {
  const caller = await owner();
  const answers = await Promise.all(Array.from({ length: 32 }, () => download(caller)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect((await downloads(caller)).length).toBe(25);
  const all = await call(handler, libraryRoutes.listDownloads, { caller, query: { limit: '100' } });
  expect(listed(downloadView).parse(all.body).items).toHaveLength(32);
  expect((await ownershipOf(caller))?.version).toBe(33);
});

test('a refund between reading and recording prevents the link', async () => {
  const caller = await owner();
  let refunded = false;
  const slow = storeHandler(ledger, async () => {
    if (!refunded) await own(ledger, caller, 'house', []);
    refunded = true;
    return { url: 'https://files.example/house', expiresAt: '2026-03-01T00:05:00.000Z' };
  });
  expect(await download(caller, {}, 'house', slow)).toMatchObject({
    status: 403,
    body: { code: 'not_owned' },
  });
  expect(await downloads(caller)).toEqual([]);
  expect((await ownershipOf(caller))?.variants).toEqual({});
});

/** A ledger whose transactions go the way that the test says; everything else goes through to the engine. */
const faulty = (transact: (write: () => Promise<unknown>) => Promise<unknown>) => {
  const table = openTestLedger({ deadline: 400 });
  const stub = mockClient(table.table.client);
  stub.on(BatchGetCommand).callsFake((input) => ledger.table.client.send(new BatchGetCommand(input)));
  stub
    .on(TransactWriteCommand)
    .callsFake((input) => transact(() => ledger.table.client.send(new TransactWriteCommand(input))));
  return storeHandler(table);
};

test('a download whose write response was lost is recorded once and answered', async () => {
  const caller = await owner();
  let lost = false;
  const forgetful = faulty(async (write) => {
    const answer = await write();
    if (lost) return answer;
    lost = true;
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  });
  expect(await download(caller, {}, 'house', forgetful)).toMatchObject({ status: 201 });
  expect(await downloads(caller)).toHaveLength(1);
});

test('while DynamoDB rejects writes, a download gets 503 and no link', async () => {
  const caller = await owner();
  const throttled = faulty(() =>
    Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })),
  );
  expect(await download(caller, {}, 'house', throttled)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1' },
    body: { code: 'busy' },
  });
  expect(await downloads(caller)).toEqual([]);
});

test.each([
  [{ variantId: '../other' }, 'house'],
  [{ variant: 'standard' }, 'house'],
  [{}, 'no/such id'],
])('bad input is refused: %j with %s', async (body, productId) => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await download(caller, body, productId)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});

test('a foreign cursor is refused', async () => {
  const caller = await owner();
  for (const route of [libraryRoutes.listLibrary, libraryRoutes.listDownloads]) {
    const answer = await call(handler, route, { caller, query: { cursor: 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
  }
});
