import { ListQueuesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, vi } from 'vitest';
import { type Receiver, startReceiver } from '../../infra/local/demo/receiver.ts';
import { endpointRoutes } from '../../shared/http/routes/agency/endpoints.ts';
import type { Admin } from './admin.ts';
import { PATIENCE } from './patience.ts';

/** Has events sent to an address. @returns the endpoint's id, and its secret */
export const endpointAt = async (admin: Admin, url: string, types?: string[]) => {
  const body = { url, ...(types && { types }) };
  const answer = await admin.call(endpointRoutes.createEndpoint, { body });
  return endpointRoutes.createEndpoint.responses[201].body.parse(answer.body);
};

/** What became of an endpoint's events, newest first. */
export const deliveriesOf = async (admin: Admin, endpointId: string) => {
  const answer = await admin.call(endpointRoutes.listDeliveries, {
    params: { endpointId },
    query: { limit: '100' },
  });
  return endpointRoutes.listDeliveries.responses[200].body.parse(answer.body).items;
};

/** An endpoint at a receiver of its own, for one test. */
export const startEndpoint = async (admin: Admin): Promise<Receiver & { endpointId: string }> => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const { id: endpointId, secret } = await endpointAt(admin, receiver.url);
  receiver.trust(secret);
  return { ...receiver, endpointId };
};

/** An endpoint that has been sent what `act` brought about, as what a path may name. */
export const deliverOne = async (admin: Admin, receiver: Receiver, act: () => Promise<unknown>) => {
  const { id: endpointId, secret } = await endpointAt(admin, receiver.url);
  receiver.trust(secret);
  await act();
  return await vi.waitFor(async () => {
    const [first] = await deliveriesOf(admin, endpointId);
    expect(first?.status).toBe('delivered');
    return { endpointId, eventId: first?.eventId ?? '' };
  }, PATIENCE);
};

/**
 * What the sender of events failed to work off comes again in seconds, in which the template's minutes would be too long.
 * @param endpoint the queues'
 */
export const forgetQuickly = async (endpoint: string): Promise<void> => {
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { QueueUrls: urls = [] } = await client.send(
    new ListQueuesCommand({ QueueNamePrefix: 'scrip-local-Events' }),
  );
  for (const QueueUrl of urls)
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '3' } }));
  client.destroy();
  expect(urls).not.toEqual([]);
};
