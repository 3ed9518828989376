import { html, type Markup } from '../http/html.ts';
import { layout } from '../http/layout.ts';
import { readable } from './currencies.ts';
import { declineReason } from './declines.ts';
import type { SessionFacts } from './resources/checkout-session.ts';

const STATES: Record<SessionFacts['payment_status'], string> = {
  paid: 'Paid. A checkout can’t be paid twice.',
  unpaid: 'The payment was sent, and the bank has not confirmed it.',
  no_payment_required: 'Done: there was nothing to pay.',
};

const items = ({ line_items, currency }: SessionFacts): Markup => html`
  <table>
    ${line_items.map(
      (item) => html`
        <tr>
          <td>
            <strong>${item.name}</strong>
            ${item.quantity > 1 ? html`<span class="soft">× ${item.quantity}</span>` : ''}
            <div class="soft">${item.description ?? ''}</div>
          </td>
          <td class="number">${readable(item.unit_amount * item.quantity, currency)}</td>
        </tr>
      `,
    )}
  </table>
`;

const buttons = (session: SessionFacts): Markup => html`
  <form method="post" class="stack">
    <button class="main" name="outcome" value="paid">
      Pay ${readable(session.amount_total, session.currency)} now
    </button>
    <button name="outcome" value="async">Pay by a slow method (confirmed later)</button>
    <button name="outcome" value="async_failed">Pay by a slow method that fails later</button>
    <button name="outcome" value="declined">Pay with a card that is declined</button>
    <label class="soft">
      Because of
      <select name="decline">
        ${declineReason.options.map((reason) => html`<option>${reason}</option>`)}
      </select>
    </label>
    <button name="outcome" value="cancel">Cancel and go back</button>
  </form>
  <p class="soft" style="margin: 1rem 0 0">
    This checkout ends at ${new Date(session.expires_at * 1000).toISOString().slice(0, 16).replace('T', ' ')}
    UTC.
  </p>
`;

const ended = ({ status, payment_status }: SessionFacts, successUrl: string): Markup =>
  status === 'complete'
    ? html`
        <p>${STATES[payment_status]}</p>
        <p style="margin: 0"><a href="${successUrl}">Continue</a></p>
      `
    : html`<p style="margin: 0">This checkout has expired. Nothing was paid.</p>`;

/**
 * What a buyer sees: what is for sale, and every way in which paying for it can end.
 * @param successUrl where a buyer who has paid goes on
 */
export const paymentPage = (session: SessionFacts, successUrl: string): Markup =>
  layout(
    'Pay · Stripe sandbox',
    '30rem',
    html`
      <p class="soft">Stripe sandbox <span class="badge">no real money</span></p>
      <main class="card">
        <p class="soft" style="margin: 0">Total</p>
        <h1 style="font-size: 2.2rem; margin: 0 0 1rem">
          ${readable(session.amount_total, session.currency)}
        </h1>
        ${items(session)}
        <hr style="border: 0; border-top: 1px solid var(--line); margin: .5rem 0 1.25rem" />
        ${session.status === 'open' ? buttons(session) : ended(session, successUrl)}
      </main>
      <p class="soft"><code>${session.id}</code> · <a href="/">All checkouts</a></p>
    `,
  );
