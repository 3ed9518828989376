import { useSignal } from '@preact/signals';
import { createRedemption, listRedemptions, type Redemption } from '@scrip/client';
import { useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Card, Notice, Skeleton, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { creditsMoved } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { signed } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { problemText } from '../../language/problem.ts';
import { client, useAccount } from '../client.ts';
import { cameFrom, forgetCameFrom } from '../buy/open-checkout.ts';
import { href } from '../paths.ts';
import { returnTexts } from '../buy/return-texts.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const Redeemed = ({ redemption: { credits, name, expiresAt } }: { redemption: Redemption }) => {
  const account = useAccount();
  const back = cameFrom();
  return (
    <Notice tone="in" live>
      <p>
        <strong>{t.value.redeem.added(credits)}</strong> {name ?? common.value.entryKind.gift}.{' '}
        {account.data?.widget.visible === true &&
          !account.isFetching &&
          returnTexts().have(account.data.available)}
      </p>
      {expiresAt !== undefined && (
        <p>
          {t.value.redeem.expire(credits)} <When at={expiresAt} />.
        </p>
      )}
      {back !== undefined && (
        <p>
          <a href={back} onClick={forgetCameFrom}>
            {returnTexts().goOn}
          </a>
        </p>
      )}
    </Notice>
  );
};

const Form = () => {
  const form = useRef<HTMLFormElement>(null);
  const code = useSignal('');
  const redeemed = useSignal<Redemption | undefined>(undefined);
  const redeem = useDeed(
    (text: string) => `redeem:${text}`,
    (idempotencyKey, text: string) =>
      client.call(createRedemption, { body: { code: text } }, { idempotencyKey }),
  );
  const submit = async (): Promise<void> => {
    redeemed.value = undefined;
    const done = await redeem.run(code.value.trim());
    if (!done) return;
    redeemed.value = done;
    code.value = '';
    // The button is of no use now, and would lose the focus.
    form.current?.querySelector('input')?.focus();
    creditsMoved();
  };
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.value.trim() !== '') void submit();
      }}
    >
      <TextField
        label={t.value.redeem.code}
        help={t.value.redeem.help}
        value={code.value}
        onInput={(value) => {
          code.value = value;
          redeem.reset();
        }}
        fault={redeem.failure && problemText(redeem.failure)}
        autoComplete="off"
        spellcheck={false}
        inputClass="mono"
        maxLength={40}
        autoFocus
      />
      {redeemed.value && <Redeemed redemption={redeemed.value} />}
      <div class="actions">
        <Button look="primary" type="submit" busy={redeem.busy} disabled={code.value.trim() === ''}>
          {t.value.redeem.button}
        </Button>
      </div>
    </form>
  );
};

const Earlier = () => {
  const redemptions = usePages(['redemptions'], (cursor, signal) =>
    client.call(listRedemptions, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Card
      title={t.value.redeem.earlier}
      {...(redemptions.hasMore && {
        footer: <More of={redemptions} />,
      })}
    >
      <Answer of={redemptions} what={t.value.redeem.what} skeleton={<Skeleton lines={3} />}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.value.redeem.none} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.history.date}</th>
                  <th scope="col">{t.value.redeem.promotion}</th>
                  <th scope="col">{t.value.redeem.ending}</th>
                  <th scope="col">{t.value.redeem.expiry}</th>
                  <th scope="col" class="amount">
                    {t.value.history.amount}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ at, name, hint, expiresAt, credits, entry }) => (
                  <tr key={entry}>
                    <td>
                      <When at={at} />
                    </td>
                    <td class="what">{name}</td>
                    <td class="mono">…{hint}</td>
                    <td data-label={t.value.redeem.expiry}>
                      {expiresAt === undefined ? t.value.redeem.never : <When at={expiresAt} />}
                    </td>
                    <td class="amount main in strong">{signed('in', credits)}</td>
                    <td class="line-break" aria-hidden="true" />
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Card>
  );
};

export const RedeemPage = () => (
  <Page title={t.value.redeem.title} back={{ href: href('/'), text: t.value.credits.title }}>
    <Card>
      <div class="body">
        <Form />
      </div>
    </Card>
    <Earlier />
  </Page>
);
