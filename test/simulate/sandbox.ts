import { asOf, nowInSeconds } from '@scrip/sandbox/clock';
import { openDatabase } from '@scrip/sandbox/database';
import { type Controls, DEFAULT_CONTROLS } from '@scrip/sandbox/delivery/control-schema';
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
import { openPaypalPayment, orderOf } from './paypal-payment.ts';
import { CLEAR, CLEAR_REPORT, drawWeather, sellElsewhere, stray, type Weather } from './provider-weather.ts';
import type { ProviderFaults } from './provider-faults.ts';
import type { Random } from './random.ts';
import { openStripePayment } from './stripe-payment.ts';
import type { Turns } from './turns.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

/** A slow payment takes hours, and PayPal's report lags behind by some, as in real life. */
const CONTROLS: Controls = { ...DEFAULT_CONTROLS, settleAfterMs: 6 * HOUR_MS, reportingLagMs: 3 * HOUR_MS };

/** A provider event, written and signed again each time that it is sent. */
export type Event = { type: string; write: () => WebhookRequest | Promise<WebhookRequest> };

/** How many were opened: no token that PayPal gave at one is good at the next. */
let opened = 0;

/**
 * Opens the stand-in for Stripe and PayPal that `npm start` runs, in this process and by the simulation's clock.
 * @param publish receives each event and delivers it
 */
export const openSandbox = async (
  turns: Turns,
  random: Random,
  { agencies, drawn }: { agencies: readonly string[]; drawn: ProviderFaults },
  publish: (event: Event) => void,
) => {
  opened += 1;
  const database = openDatabase(undefined);
  const identity = await openSigningIdentity(database);
  let weather: Weather = CLEAR;
  /** What happens at the providers themselves needs no right of an app, and reads the whole report. */
  let isOurs = true;
  /** Unix seconds, and by how many a provider's clock is ahead of ours since ours jumped back: theirs never does. */
  let [latest, ahead] = [0, 0];
  const atTheirs = <Outcome>(happen: () => Outcome): Outcome => {
    const ours = nowInSeconds();
    ahead = Math.max(ahead, latest - ours);
    latest = ours + ahead;
    return asOf(latest, happen);
  };
  const controls = {
    ...openControls(database),
    get: () => ({ ...CONTROLS, ...weather.controls, ...(isOurs ? {} : CLEAR_REPORT) }),
  };
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
        for (const provider of providers) atTheirs(() => provider.perform(task, account, subject));
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
    async ({ handle, failure }, request) =>
      failure && weather.fails > 0 && random.chance(weather.fails)
        ? failure(500, request)
        : atTheirs(() => handle(request)),
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
  // Fetched now and cached by the verifier, so that later nothing waits for anything but the simulation.
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
    isOurs = false;
    const query = search.slice(1);
    const reply = atTheirs(() => route.handle({ method, path: pathname, query, headers, body: text, param }));
    isOurs = true;
    return JSON.parse(reply.body);
  };

  const orders = new Map<string, string[]>();

  return {
    agencies,
    agencySecrets,
    /** A payment for what was offered, at the provider that it names. */
    open: (agency: string, offer: Offer): Payment => {
      if (offer.provider === 'stripe') return openStripePayment(act, random, secrets(agency), offer, drawn);
      const own = orderOf(offer);
      const all = orders.get(agency) ?? [];
      orders.set(agency, all);
      if (!all.includes(own)) all.push(own);
      const others = () => all.filter((id) => id !== own);
      return openPaypalPayment(act, random, secrets(agency), offer, { drawn, others });
    },
    badWeather: (): void => {
      weather = drawWeather(random, drawn);
    },
    clearWeather: (): void => {
      weather = CLEAR;
    },
    /** Something that is none of our business: another shop's sale, or an event of another account. */
    disturb: (agency: string): void => {
      const { secretKey, clientId } = secrets(agency);
      if (drawn.has('foreign_sales') && random.chance(0.3))
        atTheirs(() => sellElsewhere(providers, random.pick([secretKey, clientId])));
      if (drawn.has('stray_events') && random.chance(0.3)) stray(act, random, secretKey);
    },
    close: async (): Promise<void> => {
      await server.close();
      database.close();
    },
  };
};

export type SimulatedSandbox = Awaited<ReturnType<typeof openSandbox>>;
