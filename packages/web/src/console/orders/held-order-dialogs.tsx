import { useSignal } from '@preact/signals';
import { type AgencyOrder, setOrderStatus } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { Refusal } from '../../data/refusal.tsx';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { CreditsField } from '../form/number-field.tsx';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';

type Props = { order: AgencyOrder; close: () => void };

const paramsOf = ({ account, id }: AgencyOrder) => ({ accountId: account, orderId: id });

const closed = (status: 'done' | 'cancelled', close: () => void): void => {
  creditsMoved();
  close();
  toast(t.value.orders.saved(common.value.order[status]));
};

/** What a refusal says of a hold that is too small; other refusals in their own words. */
const refusalOf = (failure: { code: string; title?: string | undefined }): string =>
  failure.code === 'hold_exceeded' && 'held' in failure && typeof failure.held === 'number'
    ? t.value.orders.left(common.value.credits(failure.held))
    : problemIn(failure);

/** Marks an order done, and spends of what it holds what it cost in the end. */
export const DoneDialog = ({ order, close }: Props) => {
  const price = useSignal<number | undefined>(order.credits);
  const done = useDeed(
    (credits: number) => `order-done:${order.id}:${credits}`,
    (_key, credits: number) =>
      client.call(setOrderStatus, { params: paramsOf(order), body: { status: 'done', credits } }),
    () => closed('done', close),
  );
  const { value: credits } = price;
  const isReady = credits !== undefined && credits <= order.credits;
  return (
    <Dialog title={t.value.orders.doneTitle(order.name)} onClose={close} busy={done.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void done.run(credits);
        }}
      >
        <CreditsField
          label={t.value.orders.finalPrice}
          help={t.value.orders.doneBody(common.value.credits(order.credits))}
          value={credits}
          onChange={(value) => (price.value = value)}
        />
        <Refusal say={refusalOf} of={done.failure} />
        <footer>
          <Button disabled={done.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={done.busy} disabled={!isReady}>
            {t.value.orders.doneDeed(common.value.credits(credits ?? 0))}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export const CancelDialog = ({ order, close }: Props) => {
  const cancelling = useDeed(
    () => `order-cancel:${order.id}`,
    () => client.call(setOrderStatus, { params: paramsOf(order), body: { status: 'cancelled' } }),
    () => closed('cancelled', close),
  );
  return (
    <Ask
      title={t.value.orders.cancelTitle(order.name)}
      deedText={t.value.orders.cancelDeed}
      deed={cancelling}
      press={() => void cancelling.run()}
      close={close}
    >
      <p>{t.value.orders.cancelBody}</p>
    </Ask>
  );
};
