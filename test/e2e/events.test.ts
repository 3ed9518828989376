import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { startReceiver } from '../../infra/local/demo/receiver.ts';
import { endpointRoutes } from '../../shared/http/routes/agency/endpoints.ts';
import { liabilityRoutes } from '../../shared/http/routes/agency/liability.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { type Customer, customerWith, newCustomer } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { eventQueue } from '../support/queue.ts';
import { deliveriesOf, endpointAt, forgetQuickly, startEndpoint } from '../support/receiving.ts';
import { startTestStack, temporaryDirectory, type TestStack } from '../support/stack.ts';
import { freePorts, nothingLeft, startProcess } from '../support/started.ts';

let stack: TestStack;
let admin: Admin;
beforeAll(async () => {
  stack = await startTestStack();
  admin = await adminOf(stack.api);
});
afterAll(() => stack.stop());

/** The events of an account's entries, in order of arrival. */
const entriesIn = (events: readonly CloudEvent[], account: string): string[] =>
  events
    .filter(({ subject, type }) => subject === account && type.startsWith('credits.'))
    .map(({ type, data }) => `${JSON.stringify(data['number'])} ${type} ${JSON.stringify(data['balance'])}`);

const spendAll = async (customer: Customer, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) await customer.spend(1);
};

test('an account’s events arrive signed, in order, once', async () => {
  const endpoint = await startEndpoint(admin);
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  await spendAll(customer, 10);
  const expected = [
    '1 credits.added 10',
    ...Array.from({ length: 10 }, (_, index) => `${index + 2} credits.spent ${9 - index}`),
  ];
  await vi.waitFor(() => expect(entriesIn(endpoint.events, customer.account)).toEqual(expected), PATIENCE);
  const types = endpoint.events.map(({ type }) => type);
  expect(types).toContain('checkout.completed');
  await vi.waitFor(() => expect(endpoint.events.map(({ type }) => type)).toContain('balance.zero'), PATIENCE);
  const deliveries = await deliveriesOf(admin, endpoint.endpointId);
  expect(deliveries).not.toEqual([]);
  expect(deliveries.filter(({ status, attempts }) => status !== 'delivered' || attempts !== 1)).toEqual([]);
});

test('the same events reach the bus', async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(25);
  const put = z.array(z.object({ bus: z.string(), 'detail-type': z.string(), detail: z.looseObject({}) }));
  await vi.waitFor(async () => {
    const answer = await fetch(`${stack.endpoints.eventBridge}/events`);
    expect(put.parse(await answer.json())).toContainEqual({
      bus: 'scrip-local',
      'detail-type': 'credits.added',
      detail: expect.objectContaining({ subject: customer.account, source: 'scrip/demo' }),
    });
  }, PATIENCE);
});

test('an endpoint that fails and recovers gets every event in order, and delays no other endpoint', async () => {
  const [failing, other] = [await startEndpoint(admin), await startEndpoint(admin)];
  failing.answerWith(500);
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  await spendAll(customer, 3);
  const expected = ['1 credits.added 10', '2 credits.spent 9', '3 credits.spent 8', '4 credits.spent 7'];
  await vi.waitFor(() => expect(entriesIn(other.events, customer.account)).toEqual(expected), PATIENCE);
  await vi.waitFor(async () => {
    const [delivery] = await deliveriesOf(admin, failing.endpointId);
    expect(delivery).toMatchObject({ status: 'failing', statusCode: 500 });
  }, PATIENCE);
  expect(failing.events).toEqual([]);
  failing.answerWith(204);
  await vi.waitFor(() => expect(entriesIn(failing.events, customer.account)).toEqual(expected), PATIENCE);
  const params = { endpointId: failing.endpointId };
  await vi.waitFor(async () => {
    const { body } = await admin.call(endpointRoutes.getEndpoint, { params });
    expect(body).not.toHaveProperty('failingSince');
  }, PATIENCE);
});

test('a replaced secret still signs beside the new one', async () => {
  const receiver = await startEndpoint(admin);
  const params = { endpointId: receiver.endpointId };
  const rotated = await admin.call(endpointRoutes.rotateEndpointSecret, { params });
  const { secret } = endpointRoutes.rotateEndpointSecret.responses[201].body.parse(rotated.body);
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  await vi.waitFor(() => expect(entriesIn(receiver.events, customer.account)).toHaveLength(1), PATIENCE);
  // From now on the receiver knows the new one only.
  receiver.trust(secret);
  const [delivery] = await deliveriesOf(admin, receiver.endpointId);
  const before = receiver.sent();
  await admin.call(endpointRoutes.resendDelivery, {
    params: { ...params, eventId: delivery?.eventId ?? '' },
  });
  await vi.waitFor(() => expect(receiver.sent()).toBeGreaterThan(before), PATIENCE);
  await vi.waitFor(async () => {
    const [again] = await deliveriesOf(admin, receiver.endpointId);
    expect(again).toMatchObject({ status: 'delivered', attempts: 2 });
  }, PATIENCE);
});

test('an endpoint of another agency gets none of our events', async () => {
  const theirs = await startEndpoint(await adminOf(stack.api, 'other'));
  const ours = await startEndpoint(admin);
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  await vi.waitFor(() => expect(entriesIn(ours.events, customer.account)).toHaveLength(1), PATIENCE);
  expect(theirs.sent()).toBe(0);
});

test('an endpoint gets only the event types it subscribed to', async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const { secret } = await endpointAt(admin, receiver.url, ['credits.spent']);
  receiver.trust(secret);
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  await customer.spend(1);
  await vi.waitFor(
    () => expect(entriesIn(receiver.events, customer.account)).toEqual(['2 credits.spent 9']),
    PATIENCE,
  );
});

describe('an agency’s liability', () => {
  test('equals the credits of its accounts after all movements', async () => {
    const agency = 'other';
    const customers = await Promise.all(Array.from({ length: 8 }, () => newCustomer(stack.api, { agency })));
    const theirs = await adminOf(stack.api, agency);
    const read = async () =>
      liabilityRoutes.getLiability.responses[200].body.parse(
        (await theirs.call(liabilityRoutes.getLiability)).body,
      );
    const before = await read();
    for (const customer of customers) await customer.buy(50);
    await Promise.all(
      customers.map(async (customer) => {
        for (let turn = 0; turn < 6; turn += 1) await customer.spend(1 + Math.floor(Math.random() * 10));
      }),
    );
    const held = await Promise.all(customers.map((customer) => customer.balance()));
    const sum = held.reduce((one, other) => one + other, 0);
    await vi.waitFor(async () => {
      expect(await read()).toMatchObject({
        paid: Number(before.paid) + sum,
        debt: before.debt,
        accounts: before.accounts + customers.length,
      });
    }, PATIENCE);
  });
});

test('a damaged message reaches the dead-letter queue after a few attempts', async () => {
  const queue = eventQueue(stack);
  await queue.configure({ VisibilityTimeout: 1 });
  onTestFinished(() => queue.configure({ VisibilityTimeout: 180 }));
  const before = await queue.deadLetters();
  await queue.send('{"event":"none"}', 'a group');
  await vi.waitFor(async () => expect(await queue.deadLetters()).toBe(before + 1), PATIENCE);
});

test('after a kill in between, every acknowledged movement’s event arrives, at least once and in order', async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const base = await freePorts();
  const first = await startProcess(base, directory);
  const agency = { call: customerWith(first.api, first.tokens.admin).call };
  const made = await agency.call(endpointRoutes.createEndpoint, { body: { url: receiver.url } });
  receiver.trust(endpointRoutes.createEndpoint.responses[201].body.parse(made.body).secret);
  await forgetQuickly(`http://127.0.0.1:${base + 4}`);
  const customer = customerWith(first.api, first.tokens.client);
  await customer.buy(200);
  let spent = 0;
  const load = (async () => {
    for (;;) {
      const answer = await customer.spend(1).catch(() => undefined);
      if (answer?.status !== 201) return;
      spent += 1;
    }
  })();
  await vi.waitFor(() => expect(receiver.events.length).toBeGreaterThan(10), PATIENCE);
  await first.end('SIGKILL');
  await load;
  await nothingLeft(base, directory);

  const second = await startProcess(base, directory);
  const history = (await customerWith(second.api, first.tokens.client).entries()).map(({ number }) => number);
  expect(history.length).toBeGreaterThan(spent);
  const numbers = () =>
    receiver.events
      .filter(({ subject, type }) => subject === 'alice' && type.startsWith('credits.'))
      .map(({ data }) => data['number']);
  await vi.waitFor(() => expect(numbers()).toEqual(history), PATIENCE);
  expect(await second.end('SIGINT')).toBe(0);
});
