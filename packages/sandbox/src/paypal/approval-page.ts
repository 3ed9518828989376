import { html, type Markup } from '../http/html.ts';
import { layout } from '../http/layout.ts';
import { readable } from './money.ts';
import { isOpen } from './orders.ts';
import type { CaptureFacts } from './resources/capture.ts';
import type { OrderFacts } from './resources/order.ts';

const RESULTS = [
  ['completed', 'The payment goes through'],
  ['pending', 'The payment is held for review'],
  ['declined', 'The payment is declined'],
  ['refused', 'PayPal refuses to capture it: the buyer must pay in another way'],
] as const;

const choice = html`
  <fieldset style="border: 1px solid var(--line); border-radius: 8px; margin: 0">
    <legend class="soft">When the store captures it</legend>
    ${RESULTS.map(
      ([value, label], index) => html`
        <label style="display: block">
          <input type="radio" name="capture" value="${value}" ${index === 0 ? html`checked` : ''} />
          ${label}
        </label>
      `,
    )}
  </fieldset>
`;

const buttons = ({ amount, currency, user_action: action }: OrderFacts): Markup => html`
  <form method="post" class="stack">
    ${choice}
    <button class="main" name="outcome" value="approve">
      ${action === 'PAY_NOW' ? html`Pay ${readable(amount, currency)} now` : html`Pay, and review at the store`}
    </button>
    <button name="outcome" value="approve_and_leave">Pay, and never come back to the store</button>
    <button name="outcome" value="cancel">Cancel and go back</button>
  </form>
`;

const CAPTURES: Record<CaptureFacts['status'], string> = {
  COMPLETED: 'Paid. An order can’t be paid twice.',
  PENDING: 'The store captured the payment, and PayPal holds it for review.',
  DECLINED: 'The payment was declined. No money was taken.',
  PARTIALLY_REFUNDED: 'Paid, and a part was given back.',
  REFUNDED: 'Paid, and given back.',
};

const ended = (capture: CaptureFacts | undefined, returnUrl: string): Markup => html`
  <p>
    ${capture === undefined ? 'You agreed to pay. The store has not taken the money yet.' : CAPTURES[capture.status]}
  </p>
  <p style="margin: 0"><a href="${returnUrl}">Continue to the store</a></p>
`;

/**
 * What a buyer sees: what is to be paid, and every way in which that can go on.
 * @param capture the order's, once there is one
 * @param returnUrl where a buyer who has approved goes on
 */
export const approvalPage = (
  order: OrderFacts,
  capture: CaptureFacts | undefined,
  returnUrl: string,
): Markup =>
  layout(
    'Pay · PayPal sandbox',
    '30rem',
    html`
      <p class="soft">PayPal sandbox <span class="badge">no real money</span></p>
      <main class="card">
        <p class="soft" style="margin: 0">${order.brand_name ?? 'Total'}</p>
        <h1 style="font-size: 2.2rem; margin: 0 0 1rem">${readable(order.amount, order.currency)}</h1>
        <p>${order.description ?? ''}</p>
        <hr style="border: 0; border-top: 1px solid var(--line); margin: .5rem 0 1.25rem" />
        ${isOpen(order) ? buttons(order) : ended(capture, returnUrl)}
      </main>
      <p class="soft"><code>${order.id}</code> · <a href="/">All checkouts</a></p>
    `,
  );
