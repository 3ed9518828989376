import { useSignal } from '@preact/signals';
import {
  type AdjustmentInput,
  type AgencyAccount,
  createAdjustment,
  type LotClass,
  type OnlyFor,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Segments, SelectField, TextField } from '../../design/field.tsx';
import { Notice, Pairs } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, failureOf, valueOf } from '../../data/query.ts';
import { endOfDay } from '../../language/calendar.ts';
import { wholeFrom1 } from '../../language/whole.ts';
import { number, signed } from '../../language/format.ts';
import { namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { restrictionOf } from '../../restricted/things.ts';
import { CreditsFor } from '../form/credits-for.tsx';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { useThings } from '../things.ts';
import { t } from '../texts.ts';
import { Refusal } from '../../data/refusal.tsx';
import { canTakeBack, takeBack } from './undo-adjustment.ts';

/** Credits are removed with one restriction, or with none. */
const WhichCredits = ({
  account: { available, restricted },
  onChange,
}: {
  account: AgencyAccount;
  onChange: (onlyFor: OnlyFor) => void;
}) => {
  const things = useThings(true);
  const chosen = useSignal('');
  return (
    <SelectField
      label={t.value.accounts.which}
      value={chosen.value}
      options={[
        ['', t.value.accounts.forAnything(number(available))],
        ...restricted.map(
          ({ credits, onlyFor }, place) =>
            [String(place), restrictedTexts().creditsFor(number(credits), namesIn(onlyFor, things))] as const,
        ),
      ]}
      onChange={(place) => {
        chosen.value = place;
        onChange(place === '' ? {} : (restricted[Number(place)]?.onlyFor ?? {}));
      }}
    />
  );
};

/**
 * Adds or removes credits, and shows first what would happen. Undo is offered only where it takes the same credits back: the
 * API can't give removed ones back to the lots that they came from.
 */
export const AdjustDialog = ({ account, close }: { account: AgencyAccount; close: () => void }) => {
  const { account: accountId } = account;
  const params = { accountId };
  const type = useSignal<'in' | 'out'>('in');
  const text = useSignal('');
  const lotClass = useSignal<LotClass>('promo');
  const expires = useSignal('');
  const onlyFor = useSignal<OnlyFor>({});
  const reason = useSignal('');
  const amount = wholeFrom1(text.value);
  const restriction = restrictionOf(onlyFor.value);
  const bodyOf = (credits: number, why: string): AdjustmentInput => {
    const moved = { amount: credits, reason: why, ...(restriction && { onlyFor: restriction }) };
    return type.value === 'in'
      ? {
          type: 'in',
          ...moved,
          class: lotClass.value,
          ...(expires.value !== '' && { expiresAt: endOfDay(expires.value) }),
        }
      : { type: 'out', ...moved };
  };
  const preview = useQuery({
    queryKey: ['adjustment-preview', accountId, amount !== undefined && bodyOf(amount, 'Preview')],
    enabled: amount !== undefined,
    queryFn: ({ signal }) =>
      valueOf(client.dryRun(createAdjustment, { params, body: bodyOf(amount ?? 0, 'Preview') }, { signal })),
  });
  const adjust = useDeed(
    (body: AdjustmentInput) => `adjust:${accountId}:${JSON.stringify(body)}`,
    (idempotencyKey, body: AdjustmentInput) =>
      client.call(createAdjustment, { params, body }, { idempotencyKey }),
  );
  const press = async (): Promise<void> => {
    if (amount === undefined || reason.value.trim() === '') return;
    const body = bodyOf(amount, reason.value.trim());
    const done = await adjust.run(body);
    if (!done) return;
    creditsMoved();
    close();
    toast(
      t.value.accounts.adjusted(signed(body.type, amount)),
      body.type === 'in' && (await canTakeBack(accountId, body))
        ? { label: t.value.form.undo, run: () => void takeBack(accountId, done.id, body) }
        : undefined,
    );
  };
  return (
    <Dialog title={t.value.accounts.adjust} onClose={close} busy={adjust.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        <Segments
          label={t.value.accounts.direction}
          value={type.value}
          options={[
            ['in', t.value.accounts.add],
            ['out', t.value.accounts.take],
          ]}
          onChange={(chosen) => {
            type.value = chosen;
            onlyFor.value = {};
          }}
        />
        <TextField
          label={t.value.accounts.credits}
          value={text.value}
          onInput={(value) => (text.value = value)}
          inputMode="numeric"
          inputClass="number"
          autoComplete="off"
          fault={text.value !== '' && amount === undefined ? t.value.accounts.wholeNumber : undefined}
        />
        {type.value === 'in' && (
          <div class="columns even">
            <SelectField
              label={t.value.accounts.class}
              value={lotClass.value}
              options={[
                ['promo', common.value.lotClass.promo],
                ['paid', common.value.lotClass.paid],
              ]}
              onChange={(chosen) => (lotClass.value = chosen)}
            />
            <TextField
              type="date"
              optional
              label={t.value.accounts.expires}
              value={expires.value}
              onInput={(value) => (expires.value = value)}
            />
          </div>
        )}
        {type.value === 'in' && (
          <CreditsFor value={onlyFor.value} onChange={(chosen) => (onlyFor.value = chosen)} />
        )}
        {type.value === 'out' && account.restricted.length > 0 && (
          <WhichCredits account={account} onChange={(chosen) => (onlyFor.value = chosen)} />
        )}
        {type.value === 'out' && <p class="small second">{t.value.accounts.noUndo}</p>}
        <TextField
          label={t.value.accounts.reason}
          help={t.value.accounts.customerReads}
          value={reason.value}
          maxLength={200}
          onInput={(value) => (reason.value = value)}
        />
        {preview.data && amount !== undefined && (
          <Pairs
            well
            lines={
              restriction
                ? [
                    { label: t.value.accounts.balanceNow, value: number(account.balance) },
                    { label: t.value.accounts.balanceAfter, value: number(preview.data.balance) },
                  ]
                : [
                    { label: t.value.accounts.availableNow, value: number(account.available) },
                    { label: t.value.accounts.availableAfter, value: number(preview.data.available) },
                  ]
            }
          />
        )}
        {preview.error && amount !== undefined && !adjust.failure && (
          <Notice tone="zero">{problemIn(failureOf(preview.error))}</Notice>
        )}
        <Refusal say={problemIn} of={adjust.failure} />
        <footer>
          <Button disabled={adjust.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button
            look="primary"
            type="submit"
            busy={adjust.busy}
            disabled={amount === undefined || reason.value.trim() === ''}
          >
            {amount === undefined
              ? t.value.accounts.adjust
              : t.value.accounts.adjustDeed[type.value](common.value.credits(amount))}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
