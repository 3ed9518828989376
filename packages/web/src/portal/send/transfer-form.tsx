import { useSignal } from '@preact/signals';
import { createTransfer } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { SelectField, TextField } from '../../design/field.tsx';
import { Card, Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { client } from '../client.ts';
import { NotCountedIn } from '../pay/not-counted.tsx';
import { BudgetNotice, useBudget } from '../pay/budget.tsx';
import { AmountAndNote, useAmountAndNote } from './amount-and-note.tsx';
import { sendProblem, sendTexts, type RecipientKind } from './texts.ts';

const KINDS = ['externalId', 'account'] as const satisfies readonly RecipientKind[];

/** Sends credits to another customer. */
export const TransferForm = () => {
  const t = sendTexts();
  const kind = useSignal<RecipientKind>('externalId');
  const recipient = useSignal('');
  const what = useAmountAndNote();
  const body = () => {
    const id = recipient.value.trim();
    const { amount = 0, note } = what.typed();
    return { to: kind.value === 'account' ? { account: id } : { externalId: id }, amount, ...note };
  };
  const send = useDeed(
    () => `transfer:${JSON.stringify(body())}`,
    (idempotencyKey) => client.call(createTransfer, { body: body() }, { idempotencyKey }),
    () => sent(),
  );
  const sent = (): void => {
    what.clear();
    recipient.value = '';
    toast(t.sent);
    creditsMoved();
  };
  const approved = (): void => {
    send.reset();
    sent();
  };
  const budget = useBudget(null, send.failure, approved);
  const isReady = recipient.value.trim() !== '' && what.typed().amount !== undefined;
  return (
    <Card title={t.toSomebody} plain>
      <form
        class="body stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !budget.isAsked) void send.run();
        }}
      >
        <p class="second">{t.toSomebodyLead}</p>
        <SelectField
          label={t.by}
          value={kind.value}
          options={KINDS.map((one) => [one, t.bys[one]] as const)}
          onChange={(chosen) => (kind.value = chosen)}
        />
        <TextField
          label={t.recipient}
          help={t.recipientHelp}
          value={recipient.value}
          onInput={(value) => {
            recipient.value = value;
            send.reset();
          }}
          autoComplete="off"
          maxLength={255}
        />
        <AmountAndNote of={what} changed={send.reset} />
        <BudgetNotice of={budget} />
        {send.failure && !budget.refusal && (
          <Notice tone="zero" live>
            {sendProblem(send.failure)}
            <NotCountedIn of={send.failure} />
          </Notice>
        )}
        <div class="actions">
          <Button look="primary" type="submit" busy={send.busy} disabled={!isReady || budget.isAsked}>
            {t.send}
          </Button>
        </div>
      </form>
    </Card>
  );
};
