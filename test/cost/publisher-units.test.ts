import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { busThatTakes, queuesNowhere } from '../support/publisher-parts.ts';
import { changeOf } from '../support/stream.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);

const publish = publisherOn({ ledger: metered, bus: busThatTakes(), ...queuesNowhere() });

test('the entries of changes are read once, for their events and for the books', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const change = (...amounts: number[]) =>
    changeOf(ledger, accountKey(ref), () => move(ledger, ref, ...amounts.map((amount) => debitOf(amount))));
  const first = await changeOf(ledger, accountKey(ref), () => give(ledger, ref, 100));
  const reads = async (records: Parameters<typeof publish>[0]): Promise<string[]> => {
    const cost = await during(async () => expect(await publish(records)).toEqual({ batchItemFailures: [] }));
    return cost.calls.toSorted();
  };
  expect(await publish([first])).toEqual({ batchItemFailures: [] });
  // The entries; what is known of the agency and the account; the total and the day, which are written; settings and endpoints.
  const single = [
    'BatchGetItem',
    'BatchGetItem',
    'BatchGetItem',
    'BatchGetItem',
    'Query',
    'TransactWriteItems',
  ];
  expect(await reads([await change(1), await change(2)])).toEqual(single);
  expect(await reads([await change(1, 2, 3)])).toEqual(single.with(0, 'Query').toSorted());
});

test('a change costs 9 read and 6 write units; of many at one time each costs a read unit, the rest is shared', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency));
  const costOf = async (...acts: (() => Promise<unknown>)[]) => {
    const records: DynamoDBRecord[] = [];
    for (const act of acts) records.push(await changeOf(ledger, accountKey(ref), act));
    return await during(async () => expect(await publish(records)).toEqual({ batchItemFailures: [] }));
  };
  await costOf(() => give(ledger, ref, 1000));
  const spend = () => move(ledger, ref, debitOf(1));
  const used = (name: string, count: number) => () =>
    charge(
      ledger,
      ref,
      Array.from({ length: count }, (_, place) => eventOf(`${name}-${place}`, { quantity: 7 })),
    );
  expect(await costOf(spend)).toMatchObject({ readUnits: 9, writeUnits: 6 });
  expect(await costOf(used('one', 1))).toMatchObject({ readUnits: 9, writeUnits: 6 });
  expect(await costOf(...Array.from({ length: 10 }, () => spend))).toMatchObject({
    readUnits: 18,
    writeUnits: 6,
  });
  // Twenty entries of one change are read together.
  expect(await costOf(used('many', 20))).toMatchObject({ readUnits: 10, writeUnits: 6 });
});
