import { type AgencyInvoice, voidInvoice } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { t } from '../texts.ts';
import { lookAgain } from './invoice-dialog.tsx';

export const VoidDialog = ({ invoice, close }: { invoice: AgencyInvoice; close: () => void }) => {
  const params = { accountId: invoice.account, invoiceId: invoice.id };
  const voiding = useDeed(
    () => `void:${invoice.id}`,
    () => client.call(voidInvoice, { params }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.invoices.voided);
    },
  );
  return (
    <Ask
      title={t.value.invoices.voidTitle(invoice.number)}
      deedText={t.value.invoices.void}
      deed={voiding}
      press={() => void voiding.run()}
      close={close}
    >
      <p>{t.value.invoices.voidBody}</p>
    </Ask>
  );
};
