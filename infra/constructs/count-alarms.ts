import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFactory } from './lambda-factory.ts';
import { addStageFigure } from './stage-alarm.ts';

/** The Lambdas that read lists: what one of them can't read, it leaves out. */
const LIST_READERS = [
  'account',
  'store',
  'checkout',
  'agency',
  'people',
  'publisher',
  'reconciler',
  'sweeper',
  'payment-worker',
];

/** The alarms on what the Lambdas count in the course of business, whoever called them. */
export const addCountAlarms = (scope: Construct, alarms: Alarms, lambdas: LambdaFactory): void => {
  // What the reconciler flags, it counts as a mismatch.
  addStageFigure(scope, lambdas.named(['payment-worker', 'checkout']), 'PaymentsFlagged', {
    alarms,
    name: 'payments-flagged',
    severity: 'ticket',
    impact: 'A payment does not match its checkout. The customer gets no credits until the agency decides.',
    threshold: 1,
  });
  addStageFigure(scope, lambdas.named(LIST_READERS), 'RecordsUnreadable', {
    alarms,
    name: 'records-unreadable',
    severity: 'ticket',
    impact: 'A list omits a record that does not match its schema: somebody misses it.',
    threshold: 1,
  });
  addStageFigure(scope, lambdas.named(['checkout', 'payment-worker']), 'ProviderFailures', {
    alarms,
    name: 'provider-failures',
    severity: 'page',
    impact:
      "Customers cannot pay, or orders that they approved are not captured: a provider is down, or refuses an agency's credentials or account.",
    threshold: 5,
  });
  alarms.addCount(scope, 'publisher', 'ChangesSkipped', {
    name: 'changes-skipped',
    severity: 'ticket',
    impact: 'A table change could not be published: its events were not sent, or liability lacks it.',
    threshold: 1,
  });
  alarms.addCount(scope, 'store', 'CodesGuessed', {
    name: 'codes-guessed',
    severity: 'ticket',
    impact: 'Somebody is guessing promo codes. Accounts with three invalid codes wait ten minutes.',
    threshold: 20,
  });
  alarms.addCount(scope, 'store', 'DownloadFailures', {
    name: 'download-failures',
    severity: 'ticket',
    impact:
      "Customers cannot download what they own: a file, an agency's links secret or a product's link is missing or invalid.",
    threshold: 1,
  });
  alarms.addCount(scope, 'webhooks', 'WebhooksRejected', {
    name: 'webhooks-rejected',
    severity: 'ticket',
    impact:
      'Webhooks have invalid signatures or damaged events: payments wait for the reconciler, or somebody forges webhooks.',
    threshold: 5,
    period: Duration.hours(1),
  });
};
