import type { SQSClient } from '@aws-sdk/client-sqs';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import type { AgencySecrets } from '../../shared/payments/agency-secrets.ts';
import { call } from '../support/api.ts';
import { webhookHandler } from '../support/providers.ts';
import { patientContext } from './intent.ts';
import type { Random } from './random.ts';
import type { Event } from './sandbox.ts';
import type { Turns } from './turns.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

/** Tries of a provider to bring a webhook, over days. */
const TRIES = 20;

/** How often a webhook is never sent, sent again though it was taken, and comes from somebody else. */
export type DeliveryFaults = { lost: number; twice: number; forged: number };

export const NO_DELIVERY_FAULTS: DeliveryFaults = { lost: 0, twice: 0, forged: 0 };

/** Webhooks on their way: late, in any order, sometimes twice or never, and again where they were not taken. */
export class Deliveries {
  faults = NO_DELIVERY_FAULTS;
  /** What was taken from somebody who could not sign it. */
  readonly forgeriesTaken: string[] = [];
  private readonly turns: Turns;
  private readonly random: Random;
  private readonly handler;

  constructor(turns: Turns, random: Random, secrets: AgencySecrets, sqs: SQSClient) {
    this.turns = turns;
    this.random = random;
    this.handler = webhookHandler(secrets.webhooks, { sqs, url: 'https://queue.example/payments' });
  }

  publish = (event: Event): void => {
    if (this.random.chance(this.faults.lost)) return;
    void this.turns.start('provider', async () => await this.bring(event));
  };

  private async bring(event: Event): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      await this.turns.rest(this.random.below(2 * HOUR_MS));
      const isForged = this.random.chance(this.faults.forged);
      const isTaken = await this.send(event, isForged);
      if (isForged && isTaken) this.forgeriesTaken.push(event.type);
      if (isTaken && !this.random.chance(this.faults.twice)) return;
    }
  }

  /** What is forged has the headers of a true one, and a body that is one character longer. */
  private async send(event: Event, isForged: boolean): Promise<boolean> {
    const ended = await this.turns.start(
      'webhooks',
      async () => {
        const { url, headers, body } = await event.write();
        const raw = isForged ? `${body} ` : body;
        const [provider = '', agencyId = ''] = url.split('/').toReversed();
        const request = { params: { agencyId, provider }, headers, raw };
        return await call(this.handler, webhookRoutes.receiveWebhook, request, patientContext);
      },
      true,
    );
    return ended.is === 'done' && ended.value.status === 200;
  }
}
