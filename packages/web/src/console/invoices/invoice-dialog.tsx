import { useSignal } from '@preact/signals';
import {
  type AgencyInvoice,
  createInvoice,
  getAgencyInvoice,
  type InvoiceInput,
  putInvoice,
  type Result,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../design/field.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient, valueOf } from '../../data/query.ts';
import { common } from '../../language/texts.ts';
import { client, useSettings } from '../client.ts';
import { useBase } from '../../data/base.ts';
import { Conflict } from '../form/conflict.tsx';
import { faultAt, isConflict, otherFaults } from '../form/faults.ts';
import { t } from '../texts.ts';
import { amountOf, CREDITS, formOf, inputOf, type InvoiceForm } from './form.ts';

const SHOWN = ['/number', '/description', '/amount', '/amount/credits', '/amount/money/amount', '/dueAt'];

/** Reads the lists again in which an invoice is. */
export const lookAgain = async (): Promise<void> => {
  await queryClient.invalidateQueries({ queryKey: ['agency-invoices'] });
  await queryClient.invalidateQueries({ queryKey: ['account-invoices'] });
};

/** What is sent to store an invoice as it was read. */
const sentOf = (one: AgencyInvoice) => inputOf(formOf(one, ''), one.dueAt);

/** Issues an invoice, or changes one that is open. */
export const InvoiceDialog = ({
  invoice,
  account = '',
  close,
}: {
  invoice?: AgencyInvoice;
  account?: string;
  close: () => void;
}) => {
  const settings = useSettings();
  const form = useSignal(formOf(invoice, account));
  const set = (changed: Partial<InvoiceForm>): void => {
    form.value = { ...form.value, ...changed };
  };
  const params = { accountId: invoice?.account ?? '', invoiceId: invoice?.id ?? '' };
  const stored = useQuery({
    queryKey: ['agency-invoice', params.accountId, params.invoiceId],
    enabled: invoice !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const answer = await client.call(getAgencyInvoice, { params }, { signal });
      const value = await valueOf(Promise.resolve(answer));
      return { invoice: value, etag: answer.ok ? (answer.headers.get('etag') ?? '') : '' };
    },
    refetchOnWindowFocus: false,
  });
  const save = useDeed(
    (body: InvoiceInput, etag: string) =>
      `invoice:${form.value.account}:${invoice?.id}:${etag}:${JSON.stringify(body)}`,
    (idempotencyKey, body: InvoiceInput, etag: string): Promise<Result<AgencyInvoice, { code: string }>> =>
      invoice
        ? client.call(putInvoice, { params, headers: { 'if-match': etag }, body })
        : client.call(
            createInvoice,
            { params: { accountId: form.value.account.trim() }, body },
            { idempotencyKey },
          ),
    async ({ number }) => {
      await lookAgain();
      close();
      toast(invoice ? t.value.form.saved : t.value.invoices.issuedToast(number));
    },
  );
  const input = inputOf(form.value, invoice?.dueAt);
  const base = useBase(invoice && sentOf(invoice), stored.data, (read) => sentOf(read.invoice));
  const press = async (etag = base.etag): Promise<void> => {
    if (!input || (invoice && etag === undefined)) return;
    await save.run(input, etag ?? '');
    if (isConflict(save.failure)) await stored.refetch();
  };
  const currencies = Object.keys(settings.data?.settings.invoiceRates ?? {});
  const own = settings.data?.settings.currency;
  const units = [...new Set([CREDITS, ...(own === undefined ? [] : [own]), ...currencies, form.value.unit])];
  const { due, ...texts } = t.value.invoices;
  const labels = {
    number: texts.number,
    description: texts.description,
    amount: texts.amount,
    dueAt: due,
    creditsAccepted: texts.creditsAccepted,
  };
  const conflict = base.theirs !== undefined;
  const others = conflict ? undefined : otherFaults(save.failure, SHOWN);
  const wrongAmount =
    form.value.amount !== '' && !amountOf(form.value) ? t.value.invoices.notAnAmount : undefined;
  return (
    <Dialog
      title={invoice ? t.value.invoices.editTitle(invoice.number) : t.value.invoices.newTitle}
      onClose={close}
      busy={save.busy}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        {!invoice && (
          <TextField
            label={t.value.invoices.account}
            help={t.value.invoices.accountHelp}
            value={form.value.account}
            onInput={(value) => set({ account: value })}
          />
        )}
        <TextField
          label={t.value.invoices.number}
          value={form.value.number}
          onInput={(number) => set({ number })}
          fault={faultAt(save.failure, '/number')}
        />
        <TextField
          label={t.value.invoices.description}
          help={t.value.invoices.descriptionHelp}
          value={form.value.description}
          onInput={(description) => set({ description })}
          fault={faultAt(save.failure, '/description')}
        />
        <div class="columns even">
          <TextField
            label={t.value.invoices.amount}
            value={form.value.amount}
            inputMode="decimal"
            inputClass="number"
            onInput={(amount) => set({ amount })}
            fault={
              wrongAmount ??
              faultAt(save.failure, '/amount/credits') ??
              faultAt(save.failure, '/amount/money/amount') ??
              faultAt(save.failure, '/amount')
            }
          />
          <SelectField
            label={t.value.invoices.unit}
            value={form.value.unit}
            options={units.map(
              (unit) =>
                [
                  unit,
                  unit === CREDITS ? t.value.invoices.inCredits : t.value.invoices.inMoney(unit),
                ] as const,
            )}
            onChange={(unit) => set({ unit })}
          />
        </div>
        <TextField
          type="date"
          optional
          label={t.value.invoices.due}
          value={form.value.dueAt}
          onInput={(dueAt) => set({ dueAt })}
          fault={faultAt(save.failure, '/dueAt')}
        />
        <CheckField
          label={t.value.invoices.creditsAccepted}
          help={t.value.invoices.creditsAcceptedHelp}
          checked={form.value.creditsAccepted}
          onChange={(creditsAccepted) => set({ creditsAccepted })}
        />
        {conflict && input && (
          <Conflict
            mine={input}
            theirs={base.theirs && sentOf(base.theirs.invoice)}
            labels={labels}
            keepMine={() => void press(base.adopt())}
            takeTheirs={() => {
              if (base.theirs) form.value = formOf(base.theirs.invoice, '');
              base.adopt();
              save.reset();
            }}
          />
        )}
        {others !== undefined && (
          <Notice tone="zero" live>
            {others}
          </Notice>
        )}
        <footer>
          <Button disabled={save.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button
            look="primary"
            type="submit"
            busy={save.busy}
            disabled={!input || (invoice !== undefined && base.etag === undefined)}
          >
            {invoice ? t.value.form.save : t.value.invoices.issue}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
