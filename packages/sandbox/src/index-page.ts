import { CALLS } from './calls.ts';
import { type Controls, controlsSchema, DEFAULT_CONTROLS } from './delivery/control-schema.ts';
import type { ControlsStore } from './delivery/controls.ts';
import type { DeliveryLog, LoggedDelivery } from './delivery/delivery-log.ts';
import { html, type Markup } from './http/html.ts';
import { layout } from './http/layout.ts';
import { page, type Route } from './http/route.ts';
import type { Provider } from './provider.ts';

const clockTime = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 19);

const button = (label: string, path: string, body: object): Markup => html`
  <form method="post" action="${path}">
    <button name="json" value="${JSON.stringify(body)}">${label}</button>
  </form>
`;

const shortened = (id: string): string => (id.length > 24 ? `${id.slice(0, 24)}…` : id);

const checkouts = (providers: readonly Provider[]): Markup[] =>
  providers
    .flatMap((provider) => provider.latestCheckouts(10).map((line) => ({ ...line, name: provider.name })))
    .toSorted((one, other) => other.created - one.created)
    .map(
      ({ id, created, amount, state, href, name }) => html`
        <tr>
          <td>${clockTime(created * 1000)}</td>
          <td>${name}</td>
          <td>${amount}</td>
          <td>${state}</td>
          <td>
            <a href="${href}"><code>${shortened(id)}</code></a>
          </td>
        </tr>
      `,
    );

const tone = ({ state, error, status }: LoggedDelivery): string => {
  if (state === 'delivered') return 'good';
  return state === 'dropped' || state === 'given_up' || error !== null || status !== null ? 'bad' : 'soft';
};

const delivery = (logged: LoggedDelivery): Markup => html`
  <tr>
    <td class="soft">${logged.number}</td>
    <td>${logged.at === null ? '–' : clockTime(logged.at)}</td>
    <td>${logged.type}<br /><code class="soft">${logged.event}</code></td>
    <td class="${tone(logged)}">${logged.state.replace('_', ' ')}</td>
    <td>${logged.attempts}</td>
    <td>${logged.status ?? logged.error ?? '–'}</td>
  </tr>
`;

const table = (heads: readonly string[], rows: readonly Markup[], empty: string): Markup =>
  rows.length === 0
    ? html`<p class="soft" style="margin: 0">${empty}</p>`
    : html`<table>
        <tr>
          ${heads.map((head) => html`<th>${head}</th>`)}
        </tr>
        ${rows}
      </table>`;

const descriptions = new Map(
  Object.entries(controlsSchema.shape).map(([name, { description = '' }]) => [name, description]),
);

const controlRows = (controls: Controls): Markup[] => {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_CONTROLS));
  return Object.entries(controls).map(([name, value]) => {
    const isChanged = JSON.stringify(value) !== JSON.stringify(defaults.get(name));
    return html`
      <tr>
        <td><code>${name}</code></td>
        <td class="${isChanged ? 'bad' : ''}"><code>${JSON.stringify(value)}</code></td>
        <td class="soft">${descriptions.get(name) ?? ''}</td>
      </tr>
    `;
  });
};

const content = (controls: ControlsStore, log: DeliveryLog, providers: readonly Provider[]): Markup => html`
  <h1>Payment sandbox</h1>
  <p class="soft">
    Stands in for ${providers.map(({ name }) => name).join(' and ')} on this machine: no real money moves.
    Checkouts that the service starts appear here. Open one to pay it. The sandbox then sends webhooks to the
    service; you can lose, repeat, reorder or delay them.
  </p>
  <section class="card">
    <h2>Checkouts</h2>
    ${table(['Time (UTC)', 'Provider', 'Amount', 'State', 'Payment page'], checkouts(providers), 'None yet. Start one with the service.')}
  </section>
  <section class="card">
    <h2>Webhook deliveries</h2>
    ${table(['No.', 'Time (UTC)', 'Event', 'State', 'Tries', 'Answer'], log.latest(20).map(delivery), 'None yet.')}
  </section>
  <section class="card">
    <h2>Controls</h2>
    <div class="buttons">
      ${button('Lose the next event', '/controls', { drop: 1 })}
      ${button('Send everything twice', '/controls', { repeat: 2 })}
      ${button('Hold events back', '/controls', { hold: true })}
      ${button(`Release ${log.held().length} held`, '/controls/release', {})}
      ${button('Release in reverse', '/controls/release', { order: 'reverse' })}
      ${button('Reset all', '/controls/reset', {})}
    </div>
    ${table(['Control', 'Now', 'What it does'], controlRows(controls.get()), '')}
  </section>
  <section class="card">
    <h2>For scripts</h2>
    <p class="soft">All of them take and answer JSON.</p>
    ${table(
      ['Call', 'What it does'],
      [...CALLS, ...providers.flatMap(({ help }) => help)].map(
        ({ call, does }) =>
          html`<tr>
            <td><code>${call}</code></td>
            <td class="soft">${does}</td>
          </tr>`,
      ),
      '',
    )}
  </section>
`;

const REFRESH = html`<meta http-equiv="refresh" content="5" />`;

/** What there is, what happened, and what can be done. */
export const indexPage = (
  controls: ControlsStore,
  log: DeliveryLog,
  providers: readonly Provider[],
): Route => ({
  method: 'GET',
  path: '/',
  handle: () => page(200, layout('Payment sandbox', '64rem', content(controls, log, providers), REFRESH)),
});
