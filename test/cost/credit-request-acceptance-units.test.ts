import { expect, test } from 'vitest';
import { takeDecision } from '../../shared/credit-requests/take-decision.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { decided, decisionBy, messageFor, putRequest, requestsOn } from '../support/credit-requests.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const { ask } = requestsOn(metered);

const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);

/** As a request is in practice: with a role, a package and a note at each of two steps. */
const atItsLastStep = async () => {
  const request = await putRequest(ledger, caller, { packageId: 'starter', label: 'Starter', proofs: 1 });
  await decided(ledger, request, decisionBy('reviewer@agency.example', 0, { note: 'seen on the account' }));
  return request;
};

test('an acceptance costs one BatchGet, one transaction, 6 write units and its move in the index', async () => {
  const request = await atItsLastStep();
  const last = messageFor(request, decisionBy('finance@agency.example', 1, { note: 'booked' }));
  const cost = await during(() => takeDecision(metered, last));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 6 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(4);
  expect(await during(() => takeDecision(metered, last))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
});

test('approving a step costs one BatchGet and one Put of 1 write unit', async () => {
  const request = await putRequest(ledger, caller);
  const first = messageFor(request, decisionBy('ann', 0));
  expect(await during(() => takeDecision(metered, first))).toMatchObject({
    calls: ['BatchGetItem', 'PutItem'],
    writeUnits: 1,
  });
});

test('a new credit request costs one transaction of 8 write units and two BatchGets; its replay writes nothing', async () => {
  const made = () => ask(caller, { method: 'bank_transfer', credits: 100 }, 'a');
  expect(await during(made)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems', 'BatchGetItem'],
    writeUnits: 8,
  });
  expect(await during(made)).toMatchObject({ writeUnits: 0 });
});
