import type { Agenda } from './agenda.ts';
import type { BulkPayment, MadePayment } from './bulk-payment.ts';
import type { Database } from './database.ts';
import { DEFAULT_CONTROLS, type Signature } from './delivery/control-schema.ts';
import type { ControlsStore } from './delivery/controls.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { Channel } from './delivery/sender.ts';
import type { Route } from './http/route.ts';

/** What the sandbox provides to each imitated provider. */
export type Sandbox = {
  database: Database;
  controls: ControlsStore;
  outbox: Outbox;
  agenda: Agenda;
  /** Where the sandbox is reached, without a slash at the end. */
  url: string;
  /** No events are sent. */
  isQuiet?: boolean;
};

/** The same sandbox without events and without later changes. */
export const quietly = (sandbox: Sandbox): Sandbox => ({
  ...sandbox,
  isQuiet: true,
  controls: { ...sandbox.controls, get: () => DEFAULT_CONTROLS },
  outbox: { ...sandbox.outbox, publish: () => undefined },
  agenda: { ...sandbox.agenda, at: () => undefined },
});

/** A line of the index page. */
export type CheckoutLine = { id: string; created: number; amount: string; state: string; href: string };

/** A request that a provider would turn down; each provider has its own kind, and its own way to say so. */
export class ProviderRefusal extends Error {}

/** What a provider gives back. */
export type Provider = {
  name: string;
  routes: readonly Route[];
  /** The control routes that it has alone, for the index page. */
  help: readonly { call: string; does: string }[];
  latestCheckouts: (limit: number) => CheckoutLine[];
  /** Does what the provider put on the agenda; false when the task is not one of its own. */
  perform: (task: string, account: string, subject: string) => boolean;
  /** Sends an event again, the same or a second one about the same object; false when it has no such event. */
  resend: (event: string, how: { signature: Signature; delayMs: number; asNewEvent: boolean }) => boolean;
  /**
   * Makes payments that were paid.
   * @param key of the account: Stripe's secret key, or PayPal's client id
   * @param sendsWebhooks whether webhooks report them
   * @returns undefined when the key is not one of its own
   */
  payInBulk: (
    key: string,
    payments: readonly BulkPayment[],
    sendsWebhooks: boolean,
  ) => MadePayment[] | undefined;
  channels: readonly Channel[];
};
