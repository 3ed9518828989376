import type { Provider } from '../table/items/payment-status.ts';
import { paypal } from './paypal/provider.ts';
import type { PaymentProvider } from './provider.ts';
import { stripe } from './stripe/provider.ts';

/** A provider by each name that a checkout can have. */
export type Providers = Readonly<Record<Provider, PaymentProvider>>;

export const providers = { stripe, paypal } satisfies Providers;
