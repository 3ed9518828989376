import { openDatabase } from '@scrip/sandbox/database';
import { DEFAULT_CONTROLS } from '@scrip/sandbox/delivery/control-schema';
import { openControls } from '@scrip/sandbox/delivery/controls';
import { openDeliveryLog } from '@scrip/sandbox/delivery/delivery-log';
import { openOutbox, type Publication } from '@scrip/sandbox/delivery/outbox';
import type { WebhookRequest } from '@scrip/sandbox/delivery/sender';
import { listen } from '@scrip/sandbox/http/listen';
import { findRoute } from '@scrip/sandbox/http/route';
import { openPaypal } from '@scrip/sandbox/paypal/provider';
import { openSigningIdentity } from '@scrip/sandbox/paypal/signing/identity';
import { certificateUrl } from '@scrip/sandbox/paypal/signing/signatures';
import type { Provider, Sandbox } from '@scrip/sandbox/provider';
import { openStripe } from '@scrip/sandbox/stripe/provider';
import type { AgencySecrets } from '../../shared/payments/agency-secrets.ts';
import { certificateAt } from '../../shared/payments/paypal/certificates.ts';
import type { Act, Offer, Payment } from './payments.ts';
import { openPaypalPayment } from './paypal-payment.ts';
import type { Random } from './random.ts';
import { openStripePayment } from './stripe-payment.ts';
import type { Turns } from './turns.ts';

const HOUR = 60 * 60 * 1000;

/** A slow payment takes hours, and PayPal's report lags behind by some, as in real life. */
const CONTROLS = { ...DEFAULT_CONTROLS, settleAfterMs: 6 * HOUR, reportingLagMs: 3 * HOUR };

/** Something that a provider tells of, written and signed anew each time that it is sent. */
export type Event = { type: string; write: () => WebhookRequest | Promise<WebhookRequest> };

/** How many were opened: no token that PayPal gave at one is good at the next. */
let opened = 0;

/**
 * Opens the stand-in for Stripe and PayPal that `npm start` runs, in this process and by the simulation's clock.
 * @param publish is told of each event, to bring it to whom it concerns
 */
export const openSandbox = async (
  turns: Turns,
  random: Random,
  agencies: readonly string[],
  publish: (event: Event) => void,
) => {
  opened += 1;
  const database = openDatabase(undefined);
  const identity = await openSigningIdentity(database);
  const controls = { ...openControls(database), get: () => CONTROLS };
  const providers: Provider[] = [];
  const outbox: Sandbox['outbox'] = {
    ...openOutbox(database, openDeliveryLog(database), controls, () => {}),
    publish: ({ channel, event, type }: Publication): void => {
      const found = providers.flatMap(({ channels }) => channels).find(({ name }) => name === channel);
      if (found) publish({ type, write: () => found.request(event, 'valid') });
    },
  };
  const agenda: Sandbox['agenda'] = {
    at: (due, account, task, subject) => {
      void turns.start('agenda', async () => {
        await turns.sleep(due - turns.now);
        for (const provider of providers) provider.perform(task, account, subject);
      });
    },
    start: () => {},
    stop: () => {},
  };
  const secrets = (agency: string) => ({
    secretKey: `sk_test_${agency}`,
    signing: `whsec_${agency}`,
    clientId: `${agency}-${opened}`,
    clientSecret: `secret of ${agency}`,
    webhookId: `WH${agency.replaceAll('-', '')}`,
  });
  const webhook = (agency: string, provider: string) =>
    `https://api.example/v1/webhooks/${agency}/${provider}`;
  const server = await listen(
    0,
    async ({ handle }, request) => handle(request),
    (url) => {
      const sandbox = { database, controls, outbox, agenda, url };
      const stripe = agencies.map((agency) => {
        const { secretKey, signing: secret } = secrets(agency);
        return { secretKey, webhook: { url: webhook(agency, 'stripe'), secret } };
      });
      const paypal = agencies.map((agency) => {
        const { clientId, clientSecret, webhookId: id } = secrets(agency);
        return { clientId, clientSecret, webhook: { url: webhook(agency, 'paypal'), id } };
      });
      providers.push(openStripe(sandbox, stripe), openPaypal(sandbox, paypal, identity));
      return providers.flatMap(({ routes }) => routes);
    },
  );
  const paypalBase = `${server.url}/paypal`;
  // Fetched now, since whoever verifies a webhook keeps it: nothing but the simulation is to be waited for later.
  await certificateAt(certificateUrl(server.url, identity.id), paypalBase);

  const agencySecrets: AgencySecrets = {
    providers: async (agency) => {
      const { secretKey, clientId, clientSecret } = secrets(agency);
      return {
        stripe: { secretKey, apiBase: server.url },
        paypal: { clientId, clientSecret, apiBase: paypalBase },
      };
    },
    webhooks: async (agency) => {
      const { signing, webhookId } = secrets(agency);
      return { stripe: [signing], paypal: { webhookIds: [webhookId], certificateBase: paypalBase } };
    },
  };

  const act: Act = (method, path, { headers = {}, body: text = '' } = {}) => {
    const { pathname, search } = new URL(path, server.url);
    const found = findRoute(
      providers.flatMap(({ routes }) => routes),
      method,
      pathname,
    );
    if (!found) throw new Error(`the sandbox serves no ${method} ${pathname}`);
    const { route, param } = found;
    const reply = route.handle({
      method,
      path: pathname,
      query: search.slice(1),
      headers,
      body: text,
      param,
    });
    return JSON.parse(reply.body);
  };

  return {
    agencies,
    agencySecrets,
    /** A payment for what was offered, at the provider that it names. */
    open: (agency: string, offer: Offer): Payment =>
      offer.provider === 'stripe'
        ? openStripePayment(act, random, secrets(agency), offer)
        : openPaypalPayment(act, random, secrets(agency), offer),
    close: async (): Promise<void> => {
      await server.close();
      database.close();
    },
  };
};

export type SimulatedSandbox = Awaited<ReturnType<typeof openSandbox>>;
