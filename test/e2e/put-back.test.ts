import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { spenderView } from '../../shared/http/routes/spender-views.ts';
import { endpointView } from '../../shared/http/routes/agency/endpoints.ts';
import { agencyInvoiceView } from '../../shared/http/routes/agency/views.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import {
  invoiceBody,
  packageBody,
  productBody,
  profileBody,
  serviceBody,
  settingsBody,
  allowanceBody,
  meterBody,
} from '../support/agency.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import type { HttpRequest } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let admin: Admin;
let customer: Customer;
beforeAll(async () => {
  stack = await sharedTestStack();
  admin = await adminOf(stack.api, 'putting-back');
  await admin.call(routes.putSettings, { body: settingsBody });
  customer = await newCustomer(stack.api, { agency: 'putting-back' });
});
afterAll(() => stack.stop());

type PutName = {
  [Name in keyof typeof routes]: (typeof routes)[Name]['method'] extends 'PUT' ? Name : never;
}[keyof typeof routes];

type Params = Record<string, string>;

const made = async (route: Route, params: Params, body: object): Promise<Params> => {
  await admin.call(route, { params, body });
  return params;
};

const spenderBy = async ({ call }: Pick<Admin, 'call'>, route: Route, params: Params): Promise<string> => {
  const { body } = await call(route, { params, headers: { 'idempotency-key': 'one' }, body: spenderBody });
  return spenderView.parse(body).id;
};

const spenderBody = {
  name: 'Agent',
  kind: 'agent',
  limits: { perCall: 1, perDay: 2, perMonth: 3 },
  onlyFor: { products: ['one'], categories: ['tools'], services: ['one'], meters: ['one'] },
};

/** Whoever the route is for. */
const callerOf = ({ scope }: Route) => (scope.startsWith('credits:') ? customer : admin);

/** For everything that can be put, one with all the fields that there are: a new route needs a line here. */
const things: Record<PutName, () => Params | Promise<Params>> = {
  putSettings: () => ({}),
  putPackage: () => made(routes.putPackage, { packageId: 'one' }, packageBody),
  putProduct: () => made(routes.putProduct, { productId: 'one' }, productBody),
  putService: () => made(routes.putService, { serviceId: 'one' }, serviceBody),
  putAllowance: () => made(routes.putAllowance, { allowanceId: 'one' }, allowanceBody),
  putMeter: () => made(routes.putMeter, { meterId: 'one' }, meterBody),
  putInvoice: async () => {
    const accountId = 'customer';
    const { body } = await admin.call(routes.createInvoice, {
      params: { accountId },
      headers: { 'idempotency-key': 'one' },
      body: invoiceBody,
    });
    return { accountId, invoiceId: agencyInvoiceView.parse(body).id };
  },
  putProfile: () => made(routes.putProfile, { accountId: 'customer' }, profileBody),
  putCreditLimit: () =>
    made(routes.putCreditLimit, { accountId: 'on-credit' }, { creditLimit: 5, create: true }),
  putSpender: async () => ({ spenderId: await spenderBy(customer, routes.createSpender, {}) }),
  putAccountSpender: async () => {
    const params = { accountId: customer.account };
    return { ...params, spenderId: await spenderBy(admin, routes.createAccountSpender, params) };
  },
  updateEndpoint: async () => {
    const body = { url: 'https://127.0.0.1/events', types: ['credits.spent'], description: 'Ours' };
    const answer = await admin.call(routes.createEndpoint, { body });
    return { endpointId: endpointView.parse(answer.body).id };
  },
};

const all: Record<string, Route> = routes;
const paramsOf = new Map(Object.entries(things));
const puts = Object.entries(all).flatMap(([name, put]) =>
  put.method === 'PUT'
    ? Object.values(all).flatMap((get) =>
        get.method === 'GET' && get.path === put.path ? [{ name, put, get }] : [],
      )
    : [],
);

test('everything that can be written can be read', () => {
  expect(puts.map(({ name }) => name).toSorted()).toEqual([...paramsOf.keys()].toSorted());
});

describe.each(puts)('$name', ({ name, put, get }) => {
  let params: Params;
  beforeAll(async () => {
    params = (await paramsOf.get(name)?.()) ?? {};
  });

  /** What was read, and how to put something else by it. */
  const read = async () => {
    const { body, headers } = await callerOf(get).call(get, { params });
    const etag = headers.get('etag');
    const putting = (edits: object): HttpRequest => ({
      params,
      headers: { ...(etag !== null && { 'if-match': etag }) },
      body: { ...z.record(z.string(), z.unknown()).parse(body), ...edits },
    });
    return { body, etag, putting };
  };

  test('accepts its own response, which changes nothing', async () => {
    const before = await read();
    expect(await callerOf(put).call(put, before.putting({}))).toMatchObject({
      status: 200,
      body: before.body,
    });
    const after = await read();
    expect(after.body).toEqual(before.body);
    expect(after.etag).toBe(before.etag);
  });

  test('accepts no unknown field and no internal one', async () => {
    const { body, putting } = await read();
    for (const field of ['version', 'agency', 'secret', 'updatedAt']) {
      expect(await callerOf(put).call(put, putting({ [field]: 1 }))).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', faults: [{ in: 'body', pointer: '' }] },
      });
    }
    expect((await read()).body).toEqual(body);
  });

  test('refuses another id, account or creation time than the stored one, and names the field', async () => {
    const { body, putting } = await read();
    const edits = {
      id: 'another',
      account: 'another',
      issuedAt: '2020-01-01T00:00:00Z',
      createdAt: '2020-01-01T00:00:00Z',
    };
    const own = Object.entries(edits).filter(([field]) => field in z.looseObject({}).parse(body));
    // Settings and credit limits have no such field: there is one of them.
    expect(own.length > 0).toBe(name !== 'putSettings' && name !== 'putCreditLimit');
    for (const [field, value] of own) {
      expect(await callerOf(put).call(put, putting({ [field]: value }))).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', faults: [{ in: 'body', pointer: `/${field}` }] },
      });
    }
    expect((await read()).body).toEqual(body);
  });
});
