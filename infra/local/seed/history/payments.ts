import * as z from 'zod';
import { ok } from '../../../../shared/kernel/result.ts';
import type { Connection } from '../../../../shared/payments/provider.ts';
import { providers } from '../../../../shared/payments/providers.ts';
import type { Checkout } from '../../../../shared/table/items/checkout.ts';
import type { Provider } from '../../../../shared/table/items/payment-status.ts';
import { sandboxAt } from '../../demo/sandbox-client.ts';
import type { SandboxKeys } from '../local-secrets.ts';
import type { Scene } from './scene.ts';

const made = z.object({ made: z.tuple([z.object({ checkout: z.string() })]) });

const keysOf = ({ keys }: Scene, agency: string): SandboxKeys => {
  const found = keys.find((one) => one.agency === agency);
  if (!found) throw new TypeError(`The sandbox has no accounts of ${agency}`);
  return found;
};

/** How the sandbox finds the account, and how a payment there names the checkout, as Scrip itself asks for both. */
const paymentFor = (checkout: Checkout, at: number) => {
  const { id, account, provider, price } = checkout;
  const common = { amount: price.amount, currency: price.currency, at: Math.floor(at / 1000) };
  return provider === 'stripe'
    ? { ...common, reference: id, metadata: { account, checkout: id } }
    : { ...common, invoice: id };
};

/**
 * An agency's account at a provider, where a checkout is paid as soon as it is opened: at a time in the past, which only
 * the sandbox can do. Everything else is asked of the sandbox as of the real provider, so that both keep the same books.
 */
export const payingConnection = (
  scene: Scene,
  agency: string,
  provider: Provider,
  at: number,
): Connection => {
  const { stripe, paypal } = keysOf(scene, agency);
  const { sandboxUrl } = scene;
  const credentials =
    provider === 'stripe'
      ? { ...stripe, apiBase: sandboxUrl }
      : { ...paypal, apiBase: `${sandboxUrl}/paypal` };
  const key = provider === 'stripe' ? stripe.secretKey : paypal.clientId;
  return {
    ...providers[provider].connection.parse(credentials),
    open: async (checkout) => {
      const paid = await sandboxAt(sandboxUrl).control('/bulk', {
        key,
        payments: [paymentFor(checkout, at)],
      });
      const [{ checkout: id }] = made.parse(paid).made;
      const page = provider === 'stripe' ? `pay/${id}` : `paypal/checkoutnow?token=${id}`;
      return ok({ id, url: `${sandboxUrl}/${page}` });
    },
  };
};
