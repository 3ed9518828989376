import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { spendView } from '../../shared/http/routes/views.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import type { HttpRequest } from '../support/http.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let customer: Customer;
let friend: Customer;
let admin: Admin;
let requestId: string;
let codes: string[];
let spent: { number: number; at: string };
let holdId: string;
let spenderIds: string[];
beforeAll(async () => {
  stack = await startTestStack();
  customer = await newCustomer(stack.api);
  await customer.buy(500);
  friend = await newCustomer(stack.api);
  await friend.buy(10);
  admin = await adminOf(stack.api);
  requestId = await customer.ask();
  codes = [await admin.promoCode(), await admin.promoCode()];
  await admin.call(routes.createAdjustment, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'expiring' },
    body: { type: 'in', amount: 1000, reason: 'test', expiresAt: SOON },
  });
  spent = spendView.parse((await customer.spend(10)).body).entry;
  const held = await customer.call(routes.createHold, {
    headers: { 'idempotency-key': 'before' },
    body: { amount: 20, reference: 'job-0' },
  });
  holdId = routes.createHold.responses[201].body.parse(held.body).id;
  spenderIds = await Promise.all([spenderOf('one'), spenderOf('other')]);
});
afterAll(() => stack.stop());

type Body = Record<string, unknown>;
type Case = {
  params?: () => Record<string, string>;
  body: () => Body;
  /** For each field of a body another value, alone or with what must go with it; `undefined` leaves the field out. */
  changed: Record<string, () => Body>;
  /** What a repeated request is answered, if not the first outcome. */
  replay?: object;
};

const SOON = '2098-01-01T00:00:00.000Z';
const LATER = '2099-01-01T00:00:00.000Z';
const LATER_STILL = '2099-02-01T00:00:00.000Z';
const ofCustomer = () => ({ accountId: customer.account });
const spend: Omit<Case, 'params'> = {
  body: () => ({ amount: 3, reference: 'order-1', note: 'first' }),
  changed: {
    amount: () => ({ amount: 4 }),
    reference: () => ({ reference: 'order-2' }),
    note: () => ({ note: 'second' }),
  },
};

const hold: Case = {
  body: () => ({ amount: 3, reference: 'job-1', note: 'first', seconds: 3600 }),
  changed: {
    amount: () => ({ amount: 4 }),
    reference: () => ({ reference: 'job-2' }),
    note: () => ({ note: 'second' }),
    seconds: () => ({ seconds: 3601 }),
  },
};
const transfer: Omit<Case, 'params'> = {
  body: () => ({ to: { account: friend.account }, amount: 3, note: 'first' }),
  changed: {
    to: () => ({ to: { account: customer.account } }),
    amount: () => ({ amount: 4 }),
    note: () => ({ note: 'second' }),
  },
};
const capture: Case = {
  params: () => ({ holdId }),
  body: () => ({ amount: 2, final: false, note: 'first' }),
  changed: {
    amount: () => ({ amount: undefined }),
    final: () => ({ final: true }),
    note: () => ({ note: 'second' }),
  },
};

/** Whom an agency names, is a part of what it asks for. */
const another = { spender: () => ({ spender: 'spd_another' }) };
const spender: Case = {
  body: () => ({
    name: 'Agent',
    kind: 'agent',
    limits: { perDay: 10 },
    onlyFor: { services: ['logo'] },
    above: 'ask',
  }),
  changed: {
    name: () => ({ name: 'Device' }),
    kind: () => ({ kind: 'device' }),
    limits: () => ({ limits: { perDay: 11 } }),
    onlyFor: () => ({ onlyFor: undefined }),
    above: () => ({ above: undefined }),
  },
};

/** A spender of the customer's account. */
const spenderOf = async (key: string): Promise<string> => {
  const { body } = await customer.call(routes.createSpender, {
    headers: { 'idempotency-key': key },
    body: { name: 'Agent', kind: 'agent', limits: {} },
  });
  return routes.createSpender.responses[201].body.parse(body).id;
};
const spenderKey: Case = {
  body: () => ({ spender: spenderIds[0], name: 'Agent', expiresAt: LATER }),
  changed: {
    spender: () => ({ spender: spenderIds[1] }),
    name: () => ({ name: 'Device' }),
    expiresAt: () => ({ expiresAt: undefined }),
  },
  // A key is shown once.
  replay: { status: 409, body: { code: 'key_already_shown' } },
};

const cases: Record<string, Case> = {
  createSpend: spend,
  createAccountSpend: { ...spend, params: ofCustomer, changed: { ...spend.changed, ...another } },
  createTransfer: transfer,
  createAccountTransfer: { ...transfer, params: ofCustomer },
  createGift: {
    body: () => ({ amount: 3, note: 'first', days: 30 }),
    changed: {
      amount: () => ({ amount: 4 }),
      note: () => ({ note: 'second' }),
      days: () => ({ days: 31 }),
    },
  },
  createHold: hold,
  createAccountHold: { ...hold, params: ofCustomer, changed: { ...hold.changed, ...another } },
  createSpender: spender,
  createAccountSpender: { ...spender, params: ofCustomer },
  createSpenderKey: spenderKey,
  createAccountSpenderKey: {
    ...spenderKey,
    params: ofCustomer,
    changed: { ...spenderKey.changed, region: () => ({ region: 'DE' }) },
  },
  captureHold: capture,
  captureAccountHold: { ...capture, params: () => ({ ...ofCustomer(), holdId }) },
  createOrder: {
    params: () => ({ serviceId: 'consulting-hour' }),
    body: () => ({ credits: 90, note: 'first' }),
    changed: { credits: () => ({ credits: 91 }), note: () => ({ note: undefined }) },
  },
  createRedemption: {
    body: () => ({ code: codes[0] }),
    changed: { code: () => ({ code: codes[1] }) },
  },
  createCreditRequest: {
    body: () => ({ method: 'bank_transfer', credits: 100 }),
    changed: {
      method: () => ({ method: 'crypto' }),
      credits: () => ({ credits: 101 }),
      packageId: () => ({ packageId: 'starter', credits: undefined }),
    },
  },
  addProof: {
    params: () => ({ requestId }),
    body: () => ({ note: 'paid', links: ['https://bank.example/1'] }),
    changed: {
      note: () => ({ note: 'paid today' }),
      links: () => ({ links: ['https://bank.example/2'] }),
      uploadId: () => ({ uploadId: 'upl_1' }),
    },
  },
  createCheckout: {
    body: () => ({ provider: 'stripe', credits: 25, returnUrl: 'https://example.com/back' }),
    changed: {
      provider: () => ({ provider: 'paypal' }),
      credits: () => ({ credits: 26 }),
      packageId: () => ({ packageId: 'starter', credits: undefined }),
      returnUrl: () => ({ returnUrl: undefined }),
    },
  },
  createPromoCodes: {
    body: () => ({ name: 'Spring', credits: 5, codes: 2, from: '2026-01-01T00:00:00.000Z', to: LATER }),
    changed: {
      name: () => ({ name: 'Summer' }),
      credits: () => ({ credits: 6 }),
      codes: () => ({ codes: 3 }),
      code: () => ({ codes: undefined, code: 'SPRING' }),
      creditsExpire: () => ({ creditsExpire: { afterDays: 30 } }),
      onlyFor: () => ({ onlyFor: { categories: ['textures'] } }),
      from: () => ({ from: undefined }),
      to: () => ({ to: LATER_STILL }),
      usesPerCode: () => ({ usesPerCode: 7 }),
      usesPerAccount: () => ({ usesPerAccount: 2 }),
      eligibility: () => ({ eligibility: { regions: ['DE'] } }),
    },
    // Codes are shown once.
    replay: { status: 409, body: { code: 'codes_already_shown' } },
  },
  createSpendRefund: {
    params: ofCustomer,
    body: () => ({ entry: spent.number, at: spent.at, amount: 1, reason: 'goodwill' }),
    changed: {
      entry: () => ({ entry: spent.number + 1 }),
      at: () => ({ at: LATER }),
      amount: () => ({ amount: 2 }),
      reason: () => ({ reason: undefined }),
    },
  },
  createExpiryExtension: {
    params: ofCustomer,
    body: () => ({ from: SOON, expiresAt: LATER, reason: 'goodwill', reference: 'C-1' }),
    changed: {
      from: () => ({ from: '2098-02-01T00:00:00.000Z' }),
      expiresAt: () => ({ expiresAt: null }),
      reason: () => ({ reason: 'sorry' }),
      reference: () => ({ reference: 'C-2' }),
    },
  },
  createInvoice: {
    params: ofCustomer,
    body: () => ({ number: '2026-7', description: 'Logo', amount: { credits: 40 }, creditsAccepted: true }),
    changed: {
      number: () => ({ number: '2026-8' }),
      description: () => ({ description: 'Poster' }),
      amount: () => ({ amount: { credits: 41 } }),
      creditsAccepted: () => ({ creditsAccepted: false }),
      dueAt: () => ({ dueAt: LATER }),
    },
  },
  createAdjustment: {
    params: ofCustomer,
    body: () => ({
      type: 'in',
      amount: 5,
      class: 'promo',
      expiresAt: LATER,
      reason: 'goodwill',
      reference: 'C-1042',
      create: true,
    }),
    changed: {
      type: () => ({ type: 'out', class: undefined, expiresAt: undefined, create: undefined }),
      create: () => ({ create: undefined }),
      amount: () => ({ amount: 6 }),
      class: () => ({ class: 'paid' }),
      expiresAt: () => ({ expiresAt: LATER_STILL }),
      reason: () => ({ reason: 'a mistake of ours' }),
      reference: () => ({ reference: 'C-1043' }),
      onlyFor: () => ({ onlyFor: { categories: ['textures'] } }),
    },
  },
};

const withKeys = Object.entries<Route>(routes).filter(([, { idempotency }]) => idempotency === 'key');

/** The fields of an object, or of all members of a union. */
const fieldsOf = (schema: Route['body']): string[] => {
  const members = schema instanceof z.ZodUnion ? schema.options : [schema];
  return [
    ...new Set(members.flatMap((member) => (member instanceof z.ZodObject ? Object.keys(member.shape) : []))),
  ];
};

test('every route with an Idempotency-Key has its cases here', () => {
  expect(Object.keys(cases).toSorted()).toEqual(withKeys.map(([name]) => name).toSorted());
});

describe.each(withKeys)('%s', (name, route) => {
  const { params, body, changed, replay }: Case = cases[name] ?? { body: () => ({}), changed: {} };
  const send = async (more: Body = {}) => {
    const caller = route.scope.startsWith('agency:') ? admin : customer;
    const request: HttpRequest = {
      headers: { 'idempotency-key': `key-of-${name}` },
      body: { ...body(), ...more },
      ...(params && { params: params() }),
    };
    return await caller.call(route, request);
  };

  test('each field of the body has a case', () => {
    const fields = fieldsOf(route.body);
    expect(fields.length).toBeGreaterThan(0);
    expect(Object.keys(changed).toSorted()).toEqual(fields.toSorted());
  });

  test('the same key with another value of any field is 422, and the first request is not repeated', async () => {
    const first = await send();
    expect(first.status).toBe(201);
    for (const [field, other] of Object.entries(changed))
      expect({ field, ...(await send(other())) }).toMatchObject({
        field,
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    const again = await send();
    expect(again).toMatchObject(replay ?? { status: 201, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe(replay ? null : 'true');
  });
});
