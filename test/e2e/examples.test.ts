import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { callApi } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: TestStack;
let customer: string;
let agency: string;
beforeAll(async () => {
  stack = await sharedTestStack();
  customer = await tokenWith({ sub: `reader-${randomUUID()}` });
  // An agency that begins here, so that nobody else finds what the examples create.
  agency = await tokenWith({
    agency_id: `examples-${randomUUID().slice(0, 8)}`,
    scope: 'agency:read agency:write agency:approve',
  });
});
afterAll(() => stack.stop());

const { paths } = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          operationId: z.string(),
          parameters: z
            .array(
              z.object({
                in: z.string().optional(),
                name: z.string().optional(),
                example: z.unknown().optional(),
              }),
            )
            .default([]),
          requestBody: z
            .object({ content: z.object({ 'application/json': z.object({ example: z.json().optional() }) }) })
            .optional(),
        }),
      ),
    ),
  })
  .parse(openapi);

/** What a form of the documentation is prefilled with, for each operation that takes a body. */
const forms = Object.values(paths)
  .flatMap((methods) => Object.values(methods))
  .flatMap(({ operationId, parameters, requestBody }) => {
    const body = requestBody?.content['application/json'].example;
    return body === undefined ? [] : [{ operationId, parameters, body }];
  });

const byName = new Map<string, Route>(Object.entries(routes));

/** What a fresh reader can't have yet, such as credits, a quote or a network, and the answers of the API then. */
const WITHOUT: Record<string, readonly number[]> = {
  mergeAccount: [404, 409],
  createSpend: [402],
  createHold: [402],
  captureHold: [404],
  createGift: [402],
  createTransfer: [402, 404],
  createAccountTransfer: [402, 404],
  createAccountHold: [402],
  captureAccountHold: [404],
  putSpender: [404],
  putAccountSpender: [404],
  createSpenderKey: [403],
  createAccountSpenderKey: [403],
  createOrder: [402],
  createPurchase: [404],
  createDownload: [403],
  payInvoice: [404],
  createRedemption: [422],
  redeemSession: [410],
  createUpload: [404],
  setPicture: [404],
  addProof: [404],
  putInvoice: [404],
  decideCreditRequest: [404],
  createEndpoint: [201, 422],
  updateEndpoint: [404],
  addAllowanceAccounts: [404],
  reportUsage: [202, 404],
  setOrderStatus: [404],
  createSpendRefund: [404],
  createExpiryExtension: [409],
  invitePerson: [409],
  inviteCustomer: [409],
};

test.each(forms)('$operationId works as prefilled', async ({ operationId, parameters, body }) => {
  const route = byName.get(operationId);
  if (!route) throw new TypeError(operationId);
  const filled = parameters.flatMap(({ in: place, name = '', example }) =>
    place === 'path' ? [[name, typeof example === 'string' ? example : 'none']] : [],
  );
  const { status, body: answered } = await callApi(stack.api, route, {
    token: route.scope.startsWith('agency:') ? agency : customer,
    params: Object.fromEntries(filled),
    headers: { 'idempotency-key': randomUUID() },
    body,
  });

  expect({ status, answered }).toEqual({
    status: expect.toBeOneOf([...(WITHOUT[operationId] ?? [200, 201, 202])]),
    answered: expect.anything(),
  });
});
