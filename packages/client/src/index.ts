export { agencyClient, customerClient, type Client } from './client.ts';
export { ScripError, type ClientFailure, type Failure, type Result, type Success } from './failure.ts';
export type { DryRunOperation, Operation } from './operation.ts';
export type { CallOptions, Credential, Options } from './send.ts';
export * from './generated/operations.ts';
export type * from './generated/schemas.ts';
export type { Events } from './generated/events.ts';
export {
  awaitCheckout,
  startCheckout,
  type AwaitOptions,
  type CheckoutFailure,
  type StartOptions,
} from './checkouts.ts';
export { verifyWebhook, WebhookError, type ScripEvent, type WebhookRequest } from './webhooks.ts';
