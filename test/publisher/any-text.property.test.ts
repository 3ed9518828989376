import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { type Sqs, startSqs } from '../../infra/local/aws/sqs.ts';
import { eventMessage, type EventMessage } from '../../shared/events/message.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { putEndpoint } from '../support/endpoints.ts';
import { accountOfOpenAgency, give, move, openTestLedger } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { changeOf } from '../support/stream.ts';

const ledger = openTestLedger();
mockClient(EventBridgeClient).on(PutEventsCommand).resolves({ Entries: [] });

let engine: Sqs;
let sqs: SQSClient;
beforeAll(async () => {
  engine = await startSqs({ port: 0, directory: undefined });
  sqs = new SQSClient({ endpoint: engine.endpoint, region: REGION, credentials });
});
afterAll(async () => {
  sqs.destroy();
  await engine.stop();
});

/** A queue of its own for each run, so that what comes out is what went in. */
const newQueue = async (): Promise<{ sqs: SQSClient; url: string }> => {
  const QueueName = `events-${Math.random().toString(36).slice(2)}.fifo`;
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true' } }));
  return { sqs, url: engine.queueUrl(QueueName) };
};

const received = async (url: string): Promise<EventMessage[]> => {
  const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await sqs.send(receive);
  return Messages.map(({ Body = '' }) => eventMessage.parse(JSON.parse(Body)));
};

/** What SQS takes in a body as it is (API reference, SendMessage). */
const PLAIN = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom('\uFFFE', '\uFFFF', '\u{1F600}', '\u{1FFFF}', '\u0000', '\u007F'),
);

test('any text that an agency can store is published, and so is the event of the next agency', async () => {
  const texts = occurrencesOf('a text that SQS takes as it is', 'a text that SQS refuses as it is');
  await fc.assert(
    fc.asyncProperty(text, text, async (note, reference) => {
      const isPlain = PLAIN.test(note + reference);
      texts.saw(isPlain ? 'a text that SQS takes as it is' : 'a text that SQS refuses as it is');
      const [ref, witness] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
      for (const { agency } of [ref, witness])
        await putEndpoint(ledger, agency, { types: ['credits.spent'] });
      await give(ledger, ref, 5);
      await give(ledger, witness, 5);
      const spend = { type: 'debit', kind: 'spend', amount: 1 } as const;
      const records = [
        await changeOf(ledger, accountKey(ref), () => move(ledger, ref, { ...spend, reference, note })),
        await changeOf(ledger, accountKey(witness), () =>
          move(ledger, witness, { ...spend, reference: 'witness' }),
        ),
      ];
      const queue = await newQueue();
      const publish = publisherOn({
        ledger,
        bus: { client: new EventBridgeClient({}), name: 'scrip-test' },
        queue,
        // Nothing is to be set aside: this queue takes nothing.
        aside: { sqs, url: `${queue.url}-none` },
      });
      expect(await publish(records)).toEqual({ batchItemFailures: [] });
      const events = new Map((await received(queue.url)).map(({ agency, event }) => [agency, event.data]));
      expect(events.get(ref.agency)).toMatchObject({ reference, note });
      expect(events.get(witness.agency)).toMatchObject({ reference: 'witness' });
    }),
    { numRuns: 60 },
  );
  texts.report();
});
