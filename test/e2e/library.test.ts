import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listed } from '../../shared/http/page.ts';
import { downloadLinkView, downloadView, libraryRoutes } from '../../shared/http/routes/store/library.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { publishHouse } from '../support/files.ts';
import { ledgerAt } from '../support/ledger.ts';
import { putProduct } from '../support/catalog.ts';
import { own, someHouse, someRelease } from '../support/products.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

/** A customer who owns this product. */
const ownerOf = async (product: ReturnType<typeof someHouse>): Promise<Customer> => {
  const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
  await putProduct(ledger, product);
  const customer = await newCustomer(stack.api, { agency: product.agency });
  await own(ledger, { agency: product.agency, account: customer.account }, product.id);
  return customer;
};

const download = async (customer: Customer, productId: string) => {
  const answer = await customer.call(libraryRoutes.createDownload, { params: { productId }, body: {} });
  return downloadLinkView.parse(answer.body);
};

test('an owner downloads the agency’s file by its link, and the history shows the download', async () => {
  const owner = await ownerOf(someHouse('demo'));
  const request = { params: { productId: 'house' }, body: {} };
  expect(await owner.call(libraryRoutes.createDownload, request)).toMatchObject({
    status: 409,
    body: { code: 'download_not_available' },
  });
  await publishHouse(stack, 'demo');
  const { url } = await download(owner, 'house');
  expect(await (await fetch(url)).text()).toBe('bricks');
  const { body } = await owner.call(libraryRoutes.listDownloads);
  expect(listed(downloadView).parse(body).items).toMatchObject([{ productId: 'house', version: '1.0' }]);
});

test('an agency’s own download server verifies a link with the shared secret', async () => {
  const signing = ['the secret that signs from now on', 'the secret that signed before'];
  await stack.putSecret('other', 'links', { signing });
  const file = { link: 'https://files.example/{productId}.zip?until={expires}&signature={signature}' };
  const variants = [someRelease({ release: { version: '3', file } })];
  const { url } = await download(await ownerOf(someHouse('other', { id: 'tree', variants })), 'tree');

  const [signed = '', signature] = url.split(/(?<=&signature=)/);
  const known = signing.map((secret) => createHmac('sha256', secret).update(signed).digest('base64url'));
  expect(known.indexOf(signature ?? '')).toBe(0);
});

test('a missing link secret causes a refusal, not a server error', async () => {
  const file = { link: 'https://files.example/{productId}?s={signature}' };
  const variants = [someRelease({ release: { version: '3', file } })];
  const owner = await ownerOf(someHouse('without-secrets', { id: 'tree', variants }));
  const answer = await owner.call(libraryRoutes.createDownload, { params: { productId: 'tree' }, body: {} });
  expect(answer).toMatchObject({ status: 409, body: { code: 'download_not_available' } });
});
