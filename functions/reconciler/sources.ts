import type { Credentials } from '../../shared/payments/credentials.ts';
import { paypalClient } from '../../shared/payments/paypal/client.ts';
import { paypalDisputes } from '../../shared/payments/paypal/dispute-list.ts';
import { paypalOrders } from '../../shared/payments/paypal/open-orders.ts';
import { paypalReport } from '../../shared/payments/paypal/report.ts';
import { dayByDay, inTurn, type FactSource } from '../../shared/payments/source.ts';
import { stripeClient } from '../../shared/payments/stripe/client.ts';
import { stripeEvents, stripeObjects } from '../../shared/payments/stripe/source.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Sources } from './reconcile.ts';

/**
 * The books that an agency's credentials open. The recent pass reads what happened, the nightly one what there is: so
 * the second finds also what the first was never told.
 */
export const sourcesWith =
  ({ providers }: Pick<Credentials, 'providers'>, table: Table): Sources =>
  async (agency, pass) => {
    const { stripe, paypal } = await providers(agency);
    return {
      ...(stripe && { stripe: stripeSource(stripeClient(stripe), pass) }),
      ...(paypal && { paypal: paypalSource(paypal, table, agency, pass) }),
    };
  };

const stripeSource = (client: ReturnType<typeof stripeClient>, pass: Pass): FactSource =>
  pass === 'recent' ? stripeEvents(client) : dayByDay(stripeObjects(client));

type PaypalCredentials = Parameters<typeof paypalClient>[0];

/** A client's time runs from when it is made: each page has its own. */
const paypalSource = (
  credentials: PaypalCredentials,
  table: Table,
  agency: string,
  pass: Pass,
): FactSource => {
  const inOwnTime =
    (source: (client: ReturnType<typeof paypalClient>) => FactSource): FactSource =>
    async (window, page) =>
      await source(paypalClient(credentials, TIME_FOR_A_PAGE))(window, page);
  const moved = [inOwnTime(paypalReport), inOwnTime(paypalDisputes)];
  return pass === 'recent'
    ? inTurn(
        inOwnTime((client) => paypalOrders(client, table, agency)),
        ...moved,
      )
    : dayByDay(inTurn(...moved));
};

/** Milliseconds. */
const TIME_FOR_A_PAGE = 25_000;
