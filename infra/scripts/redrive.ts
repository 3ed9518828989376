import { parseArgs } from 'node:util';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { messageOf } from '../message-of.ts';
import { moveMessages } from './move-messages.ts';

/** The queues by the names that a person gives them, and how CloudFormation's names for them begin. */
const queues = { payments: 'Payments', requests: 'Requests', usage: 'Usage', events: 'Events' } as const;

const usage = `usage: npm run redrive -- ${Object.keys(queues).join('|')} [--stage dev|prod|local]`;

const attributes = z.object({
  RedrivePolicy: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.object({ deadLetterTargetArn: z.string() }))
    .optional(),
});
const count = z.object({ ApproximateNumberOfMessages: z.coerce.number() });

/** The queue of that name that has a dead-letter queue, and this one. */
const findQueues = async (
  sqs: SQSClient,
  prefix: string,
): Promise<{ queue: string; deadLetters: string }> => {
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  for (const queue of urls) {
    const read = new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['RedrivePolicy'] });
    const policy = attributes.parse((await sqs.send(read)).Attributes ?? {}).RedrivePolicy;
    const name = policy?.deadLetterTargetArn.split(':').at(-1);
    if (name === undefined) continue;
    const { QueueUrl: deadLetters } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    if (deadLetters !== undefined) return { queue, deadLetters };
  }
  throw new Error(
    `No queue whose name begins with ${prefix} has a dead-letter queue here: is the stage right?`,
  );
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { stage: { type: 'string', default: 'local' } },
});
const named = z.tuple([z.enum(['payments', 'requests', 'usage', 'events'])]).safeParse(positionals);

/** One machine's queues are where `npm start` put them, unless the SDK's own variables say otherwise. */
const clientFor = (stage: string): SQSClient =>
  stage === 'local'
    ? new SQSClient({
        endpoint: `http://127.0.0.1:${Number(process.env['SCRIP_PORT'] ?? 4100) + 4}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        useQueueUrlAsEndpoint: false,
      })
    : new SQSClient({});

const redrive = async (queueName: keyof typeof queues): Promise<void> => {
  const sqs = clientFor(values.stage);
  const { queue, deadLetters } = await findQueues(sqs, `scrip-${values.stage}-${queues[queueName]}`);
  const read = new GetQueueAttributesCommand({
    QueueUrl: deadLetters,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  const { ApproximateNumberOfMessages: waiting } = count.parse((await sqs.send(read)).Attributes);
  const moved = await moveMessages(sqs, deadLetters, queue, waiting);
  process.stdout.write(`${moved} of ${waiting} messages are back on the ${queueName} queue.\n`);
};

if (named.success) {
  await redrive(named.data[0]).catch((error: unknown) => {
    const hint = values.stage === 'local' ? ' (is npm start running?)' : '';
    process.stderr.write(`${messageOf(error)}${hint}\n`);
    process.exitCode = 1;
  });
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
