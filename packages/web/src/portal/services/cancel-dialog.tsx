import { cancelOrder, type Order } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { Refusal } from '../../data/refusal.tsx';
import { client } from '../client.ts';
import { orderTexts } from './order-texts.ts';

export const CancelDialog = ({ order: { id, name }, close }: { order: Order; close: () => void }) => {
  const t = orderTexts();
  const cancelling = useDeed(
    () => `order-cancel:${id}`,
    () => client.call(cancelOrder, { params: { orderId: id } }),
    () => {
      creditsMoved();
      close();
      toast(t.cancelled(name));
    },
  );
  return (
    <Dialog title={t.cancelTitle(name)} onClose={close} busy={cancelling.busy}>
      <p>{t.cancelBody}</p>
      <Refusal of={cancelling.failure} />
      <footer>
        <Button disabled={cancelling.busy} onClick={close}>
          {t.keep}
        </Button>
        <Button look="danger" busy={cancelling.busy} onClick={() => void cancelling.run()}>
          {t.cancel}
        </Button>
      </footer>
    </Dialog>
  );
};
