import { useSignal } from '@preact/signals';
import {
  type AgencyAccount,
  createAccountTransfer,
  type DryRun,
  type Lot,
  type TransferInput,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Notice, Pairs } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, failureOf, type ShownFailure, valueOf } from '../../data/query.ts';
import { date, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { wholeFrom1 } from '../../language/whole.ts';
import { namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import type { Things } from '../../restricted/things.ts';
import { useName } from '../accounts/name.ts';
import { client, useSettings } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { FindAccount } from './find-account.tsx';

const MAX_NOTE = 256;

const sum = (lots: readonly Lot[]): number => lots.reduce((total, { credits }) => total + credits, 0);

/** How many credits can go, and why the others stay. @param isPromoSent whether the settings allow it */
const WhatMayGo = ({
  lots,
  isPromoSent,
  things,
}: {
  lots: readonly Lot[];
  isPromoSent: boolean;
  things: Things | undefined;
}) => {
  const isPromoKept = ({ class: lotClass, onlyFor }: Lot): boolean =>
    onlyFor === undefined && lotClass === 'promo' && !isPromoSent;
  const promo = sum(lots.filter(isPromoKept));
  const restricted = lots.filter(({ onlyFor }) => onlyFor !== undefined);
  return (
    <Pairs
      well
      lines={[
        promo > 0 && { label: t.value.accounts.transfer.promoStays, value: number(promo) },
        ...restricted.map(({ onlyFor = {}, credits }) => ({
          label: t.value.accounts.transfer.restrictedStays(
            restrictedTexts().lotFor(namesIn(onlyFor, things)),
          ),
          value: number(credits),
        })),
        {
          label: t.value.accounts.transfer.mayGo,
          value: number(sum(lots) - promo - sum(restricted)),
          total: true,
        },
      ]}
    />
  );
};

const WhyNot = ({ failure }: { failure: ShownFailure }) => (
  <Notice tone="zero" live>
    {failure.code === 'insufficient_credits' &&
    'available' in failure &&
    typeof failure.available === 'number'
      ? t.value.accounts.transfer.tooMany(common.value.credits(failure.available))
      : problemIn(failure)}
    {failure.code === 'transfers_disabled' && (
      <a class="block" href={`${href('/settings')}#store`}>
        {t.value.accounts.transfer.toSettings}
      </a>
    )}
  </Notice>
);

/** Which credits go, and what is left. */
const After = ({ now, preview }: { now: number; preview: DryRun }) => (
  <Pairs
    well
    lines={[
      { label: t.value.accounts.availableNow, value: number(now) },
      ...preview.entries.flatMap(({ kind, lots }) =>
        kind === 'transfer'
          ? lots.map(({ class: lotClass, expiresAt, credits }) => ({
              label: t.value.accounts.transfer.goes(
                common.value.lotClass[lotClass],
                expiresAt === undefined ? undefined : date(expiresAt),
              ),
              value: number(-credits),
            }))
          : [],
      ),
      { label: t.value.accounts.availableAfter, value: number(preview.available), total: true },
    ]}
  />
);

/** Sends credits of the account to another one on the customer's behalf: whether it can, to whom, and what would go. */
export const SendDialog = ({
  account,
  name,
  things,
  close,
}: {
  account: AgencyAccount;
  name: string;
  things: Things | undefined;
  close: () => void;
}) => {
  const { account: accountId, available, lots } = account;
  const settings = useSettings();
  const to = useSignal<string | undefined>(undefined);
  const text = useSignal('');
  const note = useSignal('');
  const { value: chosen } = to;
  const recipient = useName(chosen);
  const amount = wholeFrom1(text.value);
  const params = { accountId };
  const bodyOf = (receiver: string, credits: number): TransferInput => ({
    to: { account: receiver },
    amount: credits,
    ...(note.value.trim() !== '' && { note: note.value.trim() }),
  });
  const preview = useQuery({
    queryKey: ['transfer-preview', accountId, chosen, amount],
    enabled: chosen !== undefined && amount !== undefined,
    // What stood in the way may have changed a moment ago.
    staleTime: 0,
    queryFn: ({ signal }) => {
      const body = { to: { account: chosen ?? '' }, amount: amount ?? 0 };
      return valueOf(client.dryRun(createAccountTransfer, { params, body }, { signal }));
    },
  });
  const send = useDeed(
    (body: TransferInput) => `transfer:${accountId}:${JSON.stringify(body)}`,
    (idempotencyKey, body: TransferInput) =>
      client.call(createAccountTransfer, { params, body }, { idempotencyKey }),
    (_sent, body) => {
      creditsMoved();
      close();
      toast(t.value.accounts.transfer.done(common.value.credits(body.amount), recipient));
    },
  );
  const choose = (receiver: string | undefined): void => {
    send.reset();
    to.value = receiver;
  };
  const [reason] = account.allowed.sendCredits.reasons;
  const isKept = lots.some((lot) => lot.onlyFor !== undefined || lot.class === 'promo');
  const failure =
    send.failure ?? (amount !== undefined && preview.error ? failureOf(preview.error) : undefined);
  const isReady =
    chosen !== undefined && amount !== undefined && preview.data !== undefined && !preview.error;
  return (
    <Dialog title={t.value.accounts.transfer.title(name)} onClose={close} busy={send.busy}>
      <p class="second">{t.value.accounts.transfer.lead}</p>
      {isKept && settings.data && (
        <WhatMayGo
          lots={lots}
          isPromoSent={settings.data.settings.transfers?.promo !== false}
          things={things}
        />
      )}
      {reason ? (
        <WhyNot failure={reason} />
      ) : chosen === undefined ? (
        <FindAccount without={accountId} choose={choose} />
      ) : (
        <div class="row wrap">
          <p class="grow anywhere">
            {t.value.accounts.transfer.to} <strong>{recipient}</strong>
            {recipient !== chosen && <span class="block small muted mono">{chosen}</span>}
          </p>
          <Button small disabled={send.busy} onClick={() => choose(undefined)}>
            {t.value.accounts.merge.another}
          </Button>
        </div>
      )}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void send.run(bodyOf(chosen, amount));
        }}
      >
        {chosen !== undefined && (
          <>
            <TextField
              label={t.value.accounts.credits}
              value={text.value}
              onInput={(value) => {
                send.reset();
                text.value = value;
              }}
              inputMode="numeric"
              inputClass="number"
              autoComplete="off"
              fault={text.value !== '' && amount === undefined ? t.value.accounts.wholeNumber : undefined}
            />
            <TextField
              optional
              label={t.value.accounts.transfer.note}
              help={t.value.accounts.transfer.bothRead}
              value={note.value}
              maxLength={MAX_NOTE}
              onInput={(value) => {
                send.reset();
                note.value = value;
              }}
            />
            {failure ? (
              <WhyNot failure={failure} />
            ) : (
              amount !== undefined && preview.data && <After now={available} preview={preview.data} />
            )}
          </>
        )}
        <footer>
          <Button disabled={send.busy} onClick={close}>
            {reason ? common.value.close : common.value.cancel}
          </Button>
          {chosen !== undefined && (
            <Button look="primary" type="submit" busy={send.busy} disabled={!isReady}>
              {amount === undefined
                ? t.value.accounts.transfer.send
                : t.value.accounts.transfer.deed(common.value.credits(amount))}
            </Button>
          )}
        </footer>
      </form>
    </Dialog>
  );
};
