import { createRedemption, type Redemption } from '@scrip/client';
import { h, icon } from '../core/dom.ts';
import type { Context, View } from '../core/element.ts';
import { formSheet, once, title } from '../core/form.ts';
import { refusalText } from '../core/problems.ts';
import { redeemTexts } from './texts.ts';

/** One field, and what became of the code. */
export const redeemView: View = (context) => {
  context.host.adopt(formSheet);
  form(context);
};

const form = (context: Context): void => {
  const { host, connection, locale, paint, signal } = context;
  const texts = redeemTexts[locale.language];
  const input = h('input', {
    id: 'code',
    type: 'text',
    part: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    'aria-describedby': 'hint error',
  });
  const error = h('p', { id: 'error', class: 'error', part: 'error', role: 'alert' });
  const submit = h('button', { class: 'primary', part: 'submit' }, texts.redeem);
  // The same code again is the same redemption, however often its request is sent.
  let attempt = { code: '', key: '' };

  const refuse = (text: string): void => {
    error.textContent = text;
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  };
  const redeem = async (): Promise<void> => {
    const code = input.value.trim();
    error.textContent = '';
    input.removeAttribute('aria-invalid');
    if (code === '') {
      refuse(texts.empty);
      return;
    }
    if (attempt.code !== code) attempt = { code, key: crypto.randomUUID() };
    const answer = await connection.client.call(
      createRedemption,
      { body: { code } },
      { idempotencyKey: attempt.key, signal },
    );
    if (signal.aborted) return;
    if (answer.ok) {
      await connection.changed();
      const { name, credits } = answer.value;
      host.emit('scrip-credited', { by: 'redemption', ...(name !== undefined && { name }), credits });
      done(context, answer.value);
      return;
    }
    const fault = connection.faultOf(answer.failure);
    host.fail(fault);
    const waitS = Number(answer.headers?.get('retry-after') ?? 0);
    refuse(
      fault.code === 'too_many_attempts' && waitS > 0
        ? texts.waitUntil(locale.date(Date.now() + waitS * 1000 + 59_999, { timeStyle: 'short' }))
        : refusalText(texts.refusals, fault, locale.language),
    );
  };

  paint(
    h(
      'form',
      { class: 'card', part: 'card', novalidate: true, submit: once(submit, redeem) },
      title(texts.title),
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'code' }, texts.label),
        input,
        h('small', { id: 'hint' }, texts.hint),
        error,
      ),
      submit,
    ),
  );
};

const done = (context: Context, { credits }: Redemption): void => {
  const { connection, locale, paint, say, host } = context;
  const texts = redeemTexts[locale.language];
  const { account } = connection.known();
  const added = texts.added(locale.number(credits));
  const now = account?.widget.visible ? texts.now(locale.number(account.available)) : '';
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(texts.title),
      h('div', { class: 'note good', part: 'done' }, icon('check'), h('p', {}, h('b', {}, added), ` ${now}`)),
      h('button', { type: 'button', part: 'another', click: () => again(context) }, texts.another),
    ),
  );
  host.focusPart('title');
  say(`${added} ${now}`);
};

const again = (context: Context): void => {
  form(context);
  context.host.focusPart('code');
};
