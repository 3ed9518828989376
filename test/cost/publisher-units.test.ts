import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { changeOf } from '../support/stream.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
mockClient(EventBridgeClient).on(PutEventsCommand).resolves({ Entries: [] });

const publish = publisherOn({
  ledger: metered,
  bus: { client: new EventBridgeClient({}), name: 'scrip-test' },
  queue: { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' },
  aside: { sqs: new SQSClient({}), url: 'https://sqs.example/aside' },
});

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
