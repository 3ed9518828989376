import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import {
  agencyCreditRequestDetail,
  proofView,
  uploadView,
} from '../../shared/http/routes/credit-request-views.ts';
import { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { adminOf } from '../support/admin.ts';
import { type Customer, newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const person = (sub: string, ...roles: string[]) => adminOf(stack.api, 'demo', { sub, roles });

/** Waits until the request has this status. */
const current = (customer: Customer, requestId: string, how: object) =>
  vi.waitFor(async () => expect(await customer.creditRequest(requestId)).toMatchObject(how), PATIENCE);

test('a bank transfer is requested, documented, approved by two people, and credited with its bonus', async () => {
  const customer = await newCustomer(stack.api);
  const id = await customer.ask({ packageId: 'agency' });
  const asked = await customer.creditRequest(id);
  expect(asked).toMatchObject({
    status: 'pending',
    price: { amount: 16_000, currency: 'EUR' },
    instructions: expect.stringContaining('IBAN'),
    steps: [
      { name: 'review', status: 'current' },
      { name: 'finance', status: 'open' },
    ],
  });

  const file = Buffer.from('a picture of the transfer');
  const declared = { contentType: 'image/png', bytes: file.length };
  const given = await customer.call(creditRequestRoutes.createUpload, {
    params: { requestId: id },
    body: declared,
  });
  const { uploadId, url, headers } = uploadView.parse(given.body);
  expect(await fetch(url, { method: 'PUT', headers, body: file })).toMatchObject({ status: 200 });
  const proved = await customer.call(creditRequestRoutes.addProof, {
    params: { requestId: id },
    headers: { 'idempotency-key': 'proof' },
    body: { note: `paid with ${asked.reference}`, uploadId },
  });
  expect(proofView.parse(proved.body)).toMatchObject({ uploadId });

  const reviewer = await person('reviewer');
  const read = async () =>
    agencyCreditRequestDetail.parse(
      (await reviewer.call(agencyCreditRequestRoutes.getAgencyCreditRequest, { params: { requestId: id } }))
        .body,
    );
  const [proof] = (await read()).proofs;
  expect(proof).toMatchObject({ note: `paid with ${asked.reference}` });
  expect(await (await fetch(proof?.url ?? '')).text()).toBe(file.toString());

  expect(await reviewer.decide(id, { approve: true, step: 'review' })).toMatchObject({ status: 202 });
  await current(customer, id, { status: 'pending', steps: [{ status: 'approved' }, { status: 'current' }] });
  expect(await customer.balance()).toBe(0);
  expect(await reviewer.decide(id, { approve: true, step: 'finance' })).toMatchObject({
    status: 409,
    body: { code: 'already_decided' },
  });
  const clerk = await person('clerk', 'review');
  expect(await clerk.decide(id, { approve: true, step: 'finance' })).toMatchObject({
    status: 403,
    body: { code: 'role_missing', role: 'finance' },
  });

  const finance = await person('finance', 'clerk', 'finance');
  expect(await finance.decide(id, { approve: true, step: 'finance' })).toMatchObject({ status: 202 });
  await current(customer, id, { status: 'accepted', entry: { number: 1 } });
  expect((await customer.entries()).map(entryText)).toEqual([
    'in request 2000 = 2000',
    'in bonus 400 = 2400',
  ]);
  expect(await read()).toMatchObject({ steps: [{ decidedBy: 'reviewer' }, { decidedBy: 'finance' }] });
});

test('a rejection shows its reason and adds no credits, whatever follows', async () => {
  const customer = await newCustomer(stack.api);
  const id = await customer.ask({ credits: 100 });
  const [ann, bob] = [await person('ann'), await person('bob')];
  await ann.decide(id, { approve: false, step: 'review', note: 'no payment came' });
  await current(customer, id, { status: 'rejected', reason: 'no payment came' });
  expect(await bob.decide(id, { approve: true, step: 'review' })).toMatchObject({
    status: 409,
    body: { code: 'request_not_pending' },
  });
  expect(
    await customer.call(creditRequestRoutes.cancelCreditRequest, { params: { requestId: id } }),
  ).toMatchObject({ status: 409 });
  expect(await customer.entries()).toEqual([]);
});

test('nobody can approve their own credit request', async () => {
  const customer = await newCustomer(stack.api);
  const id = await customer.ask({ credits: 100 });
  const self = await person(customer.account, 'finance');
  expect(await self.decide(id, { approve: true, step: 'review' })).toMatchObject({
    status: 403,
    body: { code: 'own_request' },
  });
  expect(await customer.creditRequest(id)).toMatchObject({ status: 'pending' });
});

test('of two simultaneous decisions the first counts, and credits come once or not at all', async () => {
  const customer = await newCustomer(stack.api);
  const people = await Promise.all(Array.from({ length: 6 }, (_, place) => person(`person-${place}`)));
  const ids = await Promise.all(Array.from({ length: 6 }, () => customer.ask({ credits: 100 })));
  await Promise.all(
    ids.flatMap((id) =>
      people.map((one, place) => one.decide(id, { approve: place % 2 === 0, step: 'review', note: 'mine' })),
    ),
  );
  const ended = async () => {
    const requests = await Promise.all(ids.map((id) => customer.creditRequest(id)));
    expect(requests.filter(({ status }) => status === 'pending')).toEqual([]);
    return requests.filter(({ status }) => status === 'accepted');
  };
  const accepted = await vi.waitFor(ended, PATIENCE);
  expect((await customer.entries()).map(({ reference }) => reference).toSorted()).toEqual(
    accepted.map(({ id }) => id).toSorted(),
  );
});
