import type * as z from 'zod';
import type { Result } from '../kernel/result.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { PaymentFact, QueuedFact } from './message.ts';
import type { ProviderError } from './provider-error.ts';
import type { FactSource, FactSources } from './source.ts';

/** The provider's own checkout, and the page where a customer pays it. */
export type Session = NonNullable<Checkout['session']>;

/** An agency's account at a provider. */
export type Connection = {
  /** Opens a page to pay a checkout at. Asked again for the same checkout, it answers with the same session. */
  open: (checkout: Checkout) => Promise<Result<Session, ProviderError>>;
  /**
   * Reads what became of a checkout, and takes the payment that its customer has approved.
   * @param now milliseconds since the epoch
   * @param isDryRun takes nothing, and states an approved payment as if it had been taken
   * @returns no facts while nothing has happened
   */
  ask: (
    checkout: Checkout,
    session: Session,
    now: number,
    isDryRun?: boolean,
  ) => Promise<Result<PaymentFact[], ProviderError>>;
  /** Reads the refunds of a payment, for a provider that may say no more than that there are some. */
  refundsOf?: (paymentId: string) => Promise<Result<PaymentFact[], ProviderError>>;
  /** Whether a payment is taken only when asked. Then the reconciler asks for each checkout that was not paid. */
  capturesWhenAsked: boolean;
  /** Lists of what happened lately, each by its name. */
  recent: FactSources;
  /** Lists of all objects, whenever they changed: they also find what the recent lists missed. */
  nightly: FactSources & Readonly<Record<'payments', FactSource>>;
  /** Whether the credentials are for real money, if they say so: an event of the other mode is refused. */
  livemode?: boolean;
  /** The longest window that a list may be asked for, in milliseconds. */
  maxWindowMs: number;
};

/** A webhook as it came in: the raw bytes, and the headers with names in lower case. */
export type WebhookDelivery = { body: Uint8Array; headers: Readonly<Record<string, string | undefined>> };

/**
 * An event whose signature is right. Instead of facts: `malformed` where its object is damaged; `foreign_account` where
 * it is about an account that is connected to the agency's.
 */
export type WebhookEvent = {
  id: string;
  type: string;
  facts: readonly QueuedFact[] | 'malformed' | 'foreign_account';
  /** Whether it is about real money, where the provider says so. */
  livemode?: boolean;
};

/**
 * Verifies a webhook's signature over the raw bytes, and reads the event.
 * @param now milliseconds since the epoch
 * @returns `unsigned` where anything about the signature is wrong or too old; `malformed` where what was signed is no
 * event; `unreachable` where what verifies it can't be fetched at the moment
 */
export type VerifyWebhook = (
  delivery: WebhookDelivery,
  now: number,
) => Promise<WebhookEvent | 'unsigned' | 'malformed' | 'unreachable'>;

/** Everything that Scrip has to know of a payment provider. */
export type PaymentProvider = {
  /** Reads the provider's part of an agency's secret `…/providers`. */
  connection: z.ZodType<Connection>;
  /**
   * Reads the provider's part of an agency's secret `…/webhooks`. Without one (undefined) every webhook is `unsigned`,
   * after the same work, so that the timing does not reveal which agencies exist.
   */
  webhooks: z.ZodType<VerifyWebhook>;
};
