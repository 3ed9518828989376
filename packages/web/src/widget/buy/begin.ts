import { createCheckout } from '@scrip/client';
import { h } from '../core/dom.ts';
import { title } from '../core/form.ts';
import { refusalText } from '../core/problems.ts';
import type { Buying } from './buying.ts';
import { waitForPayment } from './payment.ts';
import type { Pending } from './pending.ts';

/**
 * Leads to the payment page and waits. A checkout that was begun before is taken up again: its key makes it the same.
 * @param tab opened for the payment page; null where the browser forbade it, undefined where none is wanted
 */
export const begin = async (buying: Buying, pending: Pending, tab?: Window | null): Promise<void> => {
  const { context, texts, pendings } = buying;
  const { connection, paint, signal, locale, host } = context;
  if (pending.id !== undefined && tab === undefined) {
    await waitForPayment(buying, pending, pending.id);
    return;
  }
  pendings.keep(pending);
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(texts.title),
      h('p', { class: 'note', role: 'status' }, texts.opening),
    ),
  );
  host.focusPart('title');
  if (tab) tab.document.body.textContent = texts.opening;
  const { input, key } = pending;
  const begun = await connection.client.call(
    createCheckout,
    { body: input },
    { idempotencyKey: key, signal },
  );
  if (!begun.ok) {
    tab?.close();
    if (signal.aborted) return;
    const fault = connection.faultOf(begun.failure);
    // Without an answer it may have begun: the same choice goes on under the same key.
    if (!['network_error', 'aborted', 'signed_out'].includes(fault.code)) pendings.forget();
    host.fail(fault);
    buying.form(refusalText(texts.refusals, fault, locale.language), input);
    return;
  }
  const { id, url } = begun.value;
  pendings.keep({ ...pending, id });
  if (url !== undefined && tab) {
    tab.opener = null;
    tab.location.replace(url);
  } else {
    tab?.close();
  }
  if (url !== undefined && host.getAttribute('open-in') === 'page' && !signal.aborted) location.assign(url);
  else await waitForPayment(buying, pending, id);
};
