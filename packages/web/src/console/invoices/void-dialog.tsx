import { type AgencyInvoice, voidInvoice } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

export const VoidDialog = ({ invoice, close }: { invoice: AgencyInvoice; close: () => void }) => {
  const params = { accountId: invoice.account, invoiceId: invoice.id };
  const voiding = useDeed(
    () => `void:${invoice.id}`,
    () => client.call(voidInvoice, { params }),
  );
  const press = async (): Promise<void> => {
    if (!(await voiding.run())) return;
    await queryClient.invalidateQueries({ queryKey: ['agency-invoices'] });
    close();
    toast(t.value.invoices.voided);
  };
  return (
    <Dialog title={t.value.invoices.voidTitle(invoice.number)} onClose={close} busy={voiding.busy}>
      <p>{t.value.invoices.voidBody}</p>
      {voiding.failure && (
        <Notice tone="zero" live>
          {problemText(voiding.failure)}
        </Notice>
      )}
      <footer>
        <Button disabled={voiding.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button look="danger" busy={voiding.busy} onClick={() => void press()}>
          {t.value.invoices.void}
        </Button>
      </footer>
    </Dialog>
  );
};
