import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test, vi } from 'vitest';
import paypalWebhook from '../../events/api-gateway/paypal-webhook.json' with { type: 'json' };
import stripeWebhook from '../../events/api-gateway/stripe-webhook.json' with { type: 'json' };
import paymentMessages from '../../events/sqs/payment-messages.json' with { type: 'json' };
import paypalMessages from '../../events/sqs/paypal-messages.json' with { type: 'json' };
import { lambdaContext } from '../support/api.ts';
import { webhookHandler } from '../support/providers.ts';
import { project } from '../support/sources.ts';

const sqs = mockClient(SQSClient);
afterEach(() => {
  sqs.reset();
  vi.useRealTimers();
});

const handler = webhookHandler(async () => ({
  stripe: ['whsec_sample'],
  paypal: { webhookIds: ['1JE4291016473214C'] },
}));

const certificate = readFileSync(path.join(project, 'events', 'api-gateway', 'paypal-certificate.pem'));

test.each([
  ['Stripe', stripeWebhook, paymentMessages, []],
  ['PayPal', paypalWebhook, paypalMessages, ['api.paypal.com']],
])(
  'a captured webhook of %s becomes the message in the payment worker’s sample',
  async (_, webhook, { Records: [message] }, hosts) => {
    // A signature is good for a time, and PayPal's certificate for another.
    vi.useFakeTimers({ toFake: ['Date'], now: webhook.requestContext.timeEpoch });
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(certificate));
    sqs.on(SendMessageCommand).resolves({});
    expect(await handler(webhook, lambdaContext)).toMatchObject({ statusCode: 200 });
    const [sent] = sqs.commandCalls(SendMessageCommand);
    expect(sent?.args[0].input.MessageBody).toBe(message?.body);
    expect(fetched.mock.calls.map(([address]) => new URL(new Request(address).url).host)).toEqual(hosts);
  },
);
