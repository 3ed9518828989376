import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/http/routes.ts';
import type { Route } from '../../shared/http/route.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { packageBody, productBody, serviceBody } from '../support/agency.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { jpegOf, pngOf, uploadPicture, webpOf } from '../support/pictures.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let admin: Admin;
let customer: Customer;
beforeAll(async () => {
  stack = await startTestStack();
  admin = await adminOf(stack.api);
  customer = await newCustomer(stack.api);
});
afterAll(() => stack.stop());

const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });
const shown = z.looseObject({ picture: picture.optional() });

const get = async (url: string) => await fetch(stack.api + url);

const set = (kind: string, thingId: string, uploadId: string, who = admin) =>
  who.call(routes.setPicture, { params: { kind, thingId }, body: { uploadId } });

const eligible = (body: object) => ({ ...body, eligibility: {}, onSale: true });

const kinds: [string, string, { put: Route; read: Route; remove: Route }, object, () => Promise<unknown>][] =
  [
    [
      'packages',
      'packageId',
      { put: routes.putPackage, read: routes.getAgencyPackage, remove: routes.deletePackage },
      { ...packageBody, onSale: true },
      async () => {
        const { body } = await customer.call(routes.listPackages, { query: { limit: '100' } });
        return z
          .object({ items: z.array(shown.extend({ id: z.string() })) })
          .parse(body)
          .items.find(({ id }) => id === 'pictured');
      },
    ],
    [
      'products',
      'productId',
      { put: routes.putProduct, read: routes.getAgencyProduct, remove: routes.deleteProduct },
      eligible(productBody),
      async () => (await customer.call(routes.getProduct, { params: { productId: 'pictured' } })).body,
    ],
    [
      'services',
      'serviceId',
      { put: routes.putService, read: routes.getAgencyService, remove: routes.deleteService },
      eligible(serviceBody),
      async () => (await customer.call(routes.getService, { params: { serviceId: 'pictured' } })).body,
    ],
  ];

describe.each(kinds)('%s', (kind, param, { put, read, remove }, body, seen) => {
  test('show a picture, which anybody can get and keep; it survives a PUT, and goes with what replaces or deletes it', async () => {
    const params = { [param]: 'pictured' };
    expect((await admin.call(put, { params, body })).status).toBe(201);
    const bytes = pngOf(640, 480);
    const uploadId = await uploadPicture(admin, bytes);
    const first = await set(kind, 'pictured', uploadId);
    expect([first.status, first.body]).toEqual([200, { url: expect.any(String), width: 640, height: 480 }]);
    // A repeated request has the same answer.
    expect((await set(kind, 'pictured', uploadId)).body).toEqual(first.body);
    const { url } = picture.parse(first.body);
    expect(await seen()).toMatchObject({ picture: first.body });

    const answer = await get(url);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);

    const before = await admin.call(read, { params });
    const headers = { 'if-match': before.headers.get('etag') ?? '' };
    const renamed = await admin.call(put, {
      params,
      headers,
      body: { ...Object(before.body), name: 'Renamed' },
    });
    expect([renamed.status, renamed.body]).toMatchObject([200, { name: 'Renamed', picture: first.body }]);

    const second = await set(kind, 'pictured', await uploadPicture(admin, jpegOf(64, 32), 'image/jpeg'));
    expect(second.body).toMatchObject({ width: 64, height: 32 });
    expect((await get(url)).status).toBe(404);
    const { url: next } = picture.parse(second.body);
    expect((await get(next)).headers.get('content-type')).toBe('image/jpeg');

    const again = await admin.call(read, { params });
    const match = { 'if-match': again.headers.get('etag') ?? '' };
    expect((await admin.call(remove, { params, headers: match })).status).toBe(204);
    expect((await get(next)).status).toBe(404);
  });
});

test('a picture can be deleted alone, also twice', async () => {
  const shownNow = await set('packages', 'studio', await uploadPicture(admin, webpOf(100, 50), 'image/webp'));
  const { url } = picture.parse(shownNow.body);
  expect((await get(url)).headers.get('content-type')).toBe('image/webp');
  const params = { kind: 'packages', thingId: 'studio' };
  for (const _ of [1, 2]) expect((await admin.call(routes.deletePicture, { params })).status).toBe(204);
  expect((await get(url)).status).toBe(404);
  const read = await admin.call(routes.getAgencyPackage, { params: { packageId: 'studio' } });
  expect(shown.parse(read.body).picture).toBeUndefined();
});

test('what is no picture is refused, whatever its declared type', async () => {
  for (const bytes of [Buffer.from('<script>alert(1)</script>'), pngOf(5000, 10)]) {
    const refused = await set('packages', 'starter', await uploadPicture(admin, bytes));
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { code: 'invalid_request', faults: [{ in: 'body', pointer: '/uploadId' }] },
    ]);
  }
  const none = await set('packages', 'starter', 'upl_none');
  expect([none.status, none.body]).toMatchObject([400, { faults: [{ pointer: '/uploadId' }] }]);
});

test('I8: another agency’s upload, thing or picture is not there', async () => {
  const other = await adminOf(stack.api, 'other');
  const uploadId = await uploadPicture(admin);
  expect((await set('packages', 'starter', uploadId, other)).status).toBe(400);
  expect((await set('packages', 'only-demo-has-this', uploadId)).status).toBe(404);
  const mine = picture.parse((await set('packages', 'starter', uploadId)).body);
  expect((await get(mine.url.replace('/demo/', '/other/'))).status).toBe(404);
  expect((await get(mine.url)).status).toBe(200);
  await other.call(routes.deletePicture, { params: { kind: 'packages', thingId: 'starter' } });
  expect((await get(mine.url)).status).toBe(200);
});
