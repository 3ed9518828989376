import { openAgenda } from './agenda.ts';
import { openApiFaults } from './api-faults.ts';
import { bulkRoute } from './bulk.ts';
import { controlRoutes } from './control-routes.ts';
import { openDatabase } from './database.ts';
import { openControls } from './delivery/controls.ts';
import { openDeliveryLog } from './delivery/delivery-log.ts';
import { openOutbox } from './delivery/outbox.ts';
import { openSender } from './delivery/sender.ts';
import { listen } from './http/listen.ts';
import { indexPage } from './index-page.ts';
import type { PaypalAccountSettings } from './paypal/account.ts';
import { openPaypal } from './paypal/provider.ts';
import { openSigningIdentity } from './paypal/signing/identity.ts';
import { certificateUrl } from './paypal/signing/signatures.ts';
import type { Provider } from './provider.ts';
import type { StripeAccountSettings } from './stripe/account.ts';
import { openStripe } from './stripe/provider.ts';

export type SandboxSettings = {
  /** 0 takes any free one. */
  port: number;
  /** Where its state is kept; undefined keeps it in memory. */
  dataDir: string | undefined;
  /** Each key is a Stripe account of its own, with its one webhook endpoint. */
  stripe: readonly StripeAccountSettings[];
  /** Each client id is a PayPal business account of its own, with its one webhook. */
  paypal?: readonly PaypalAccountSettings[];
};

/**
 * Starts the imitation of the payment providers on 127.0.0.1. Stripe's API is at `${url}/v1`, because its SDK takes
 * a host and a port but no path before it; PayPal's begins with `${url}/paypal`.
 * @returns also the certificate that PayPal's webhooks are signed with (PEM), and where it is served
 */
export const startSandbox = async ({ port, dataDir, stripe, paypal = [] }: SandboxSettings) => {
  const database = openDatabase(dataDir);
  const identity = await openSigningIdentity(database);
  const controls = openControls(database);
  const log = openDeliveryLog(database);
  const providers: Provider[] = [];
  const senders: ReturnType<typeof openSender>[] = [];
  const wake = (): void => {
    for (const sender of senders) sender.wake();
  };
  const outbox = openOutbox(database, log, controls, wake);
  const agenda = openAgenda(database, (task, account, subject) => {
    providers.some((provider) => provider.perform(task, account, subject));
  });

  const faults = openApiFaults(controls);
  const server = await listen(port, faults.serve, (url) => {
    const sandbox = { database, controls, outbox, agenda, url };
    providers.push(openStripe(sandbox, stripe), openPaypal(sandbox, paypal, identity));
    return [
      indexPage(controls, log, providers),
      ...controlRoutes(controls, log, outbox, providers),
      bulkRoute(database, providers),
      ...providers.flatMap(({ routes }) => routes),
    ];
  });
  const channels = providers.flatMap((provider) => provider.channels);
  senders.push(...channels.map((channel) => openSender(log, controls, channel)));
  agenda.start();
  wake();

  return {
    url: server.url,
    paypal: { certificate: identity.certificate, certUrl: certificateUrl(server.url, identity.id) },
    stop: async (): Promise<void> => {
      faults.stop();
      await server.close();
      agenda.stop();
      await Promise.all(senders.map((sender) => sender.stop()));
      database.close();
    },
  };
};
