import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { EventBus } from '../../functions/publisher/put-events.ts';
import type { EventQueue } from '../../shared/events/event-queue.ts';

/** A bus that takes every event, and nobody listens to. */
export const busThatTakes = (): EventBus => {
  const client = new EventBridgeClient({ region: 'eu-central-1' });
  client.middlewareStack.add(() => async () => ({ output: { $metadata: {}, Entries: [] }, response: {} }), {
    step: 'initialize',
    name: 'busThatTakes',
  });
  return { client, name: 'scrip-test' };
};

/** Queues that nobody runs: enough where there is no endpoint, and nothing to set aside. */
export const queuesNowhere = (): { queue: EventQueue; aside: EventQueue } => {
  const sqs = new SQSClient({ region: 'eu-central-1' });
  return {
    queue: { sqs, url: 'https://sqs.example/events.fifo' },
    aside: { sqs, url: 'https://sqs.example/aside' },
  };
};
