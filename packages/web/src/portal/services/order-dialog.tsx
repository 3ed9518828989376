import { useSignal } from '@preact/signals';
import { createOrder, getService, type Service } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { spendTexts } from '../../budgets/refusal.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea } from '../../design/field.tsx';
import { Notice, Pairs, Skeleton } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, queryClient, valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client, useAccount } from '../client.ts';
import { BeforeAndAfter, ExpiringUsed, priceLines, Short } from '../pay/bill.tsx';
import { NotCounted, NotCountedIn } from '../pay/not-counted.tsx';
import { BudgetNotice, useBudget } from '../pay/budget.tsx';
import { WaysOut } from '../pay/ways-out.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { orderTexts } from './order-texts.ts';
import { Refusal } from '../../data/refusal.tsx';

/** What can be spent now, once that is known. */
const Available = ({
  of,
  lines,
  children,
}: {
  of: ReturnType<typeof useAccount>;
  lines: number;
  children: (available: number) => ComponentChildren;
}) => (
  <Answer of={of} what={t.value.credits.whatBalance} skeleton={<Skeleton lines={lines} />}>
    {({ available }) => children(available)}
  </Answer>
);

/** Asks before a service is ordered and paid, for the price that is shown. */
export const OrderDialog = ({ service: seen, close }: { service: Service; close: () => void }) => {
  const { route } = useLocation();
  const agreed = useSignal(seen.price.price);
  const note = useSignal('');
  const account = useAccount();
  const params = { serviceId: seen.id };
  const what = { services: [seen.id] };
  // Looked at again: the price may have changed since the list was read.
  const fresh = useQuery({
    queryKey: ['service', seen.id],
    queryFn: ({ signal }) => valueOf(client.call(getService, { params }, { signal })),
    staleTime: 0,
  });
  const service = fresh.data ?? seen;
  const { price } = service.price;
  const preview = useQuery({
    queryKey: ['order-preview', seen.id, price],
    queryFn: ({ signal }) =>
      valueOf(client.dryRun(createOrder, { params, body: { credits: price } }, { signal })),
    enabled: service.pay.allowed,
  });
  const order = useDeed(
    (credits: number, text: string) => `order:${seen.id}:${credits}:${text}`,
    (idempotencyKey, credits: number, text: string) =>
      client.call(
        createOrder,
        { params, body: { credits, ...(text !== '' && { note: text }) } },
        { idempotencyKey },
      ),
  );
  const placed = (): void => {
    creditsMoved();
    close();
    toast(t.value.services.ordered(service.name), {
      label: t.value.services.seeOrders,
      run: () => route(href('/orders')),
    });
  };
  const budget = useBudget(preview.error, order.failure, placed);
  const press = async (): Promise<void> => {
    if (await order.run(price, note.value.trim())) {
      placed();
      return;
    }
    if (order.failure?.code === 'amount_differs') {
      agreed.value = price;
      await queryClient.invalidateQueries({ queryKey: ['service', seen.id] });
    }
  };
  return (
    <Dialog title={t.value.services.orderTitle(service.name)} onClose={close} busy={order.busy}>
      {price !== agreed.value && (
        <Notice tone="low" live>
          <strong>{t.value.pay.changed}</strong>{' '}
          {t.value.pay.changedFrom(number(agreed.value), common.value.credits(price))}
        </Notice>
      )}
      <Pairs lines={priceLines(service.price, service.restricted)} />
      {service.shortfall > 0 ? (
        <>
          <Available of={account} lines={3}>
            {(available) => (
              <>
                <Short available={available + service.restricted} shortfall={service.shortfall} />
                <NotCounted what={what} />
                <WaysOut shortfall={service.shortfall} what={what} />
              </>
            )}
          </Available>
        </>
      ) : (
        <>
          <Available of={account} lines={2}>
            {(available) => <BeforeAndAfter available={available + service.restricted} price={price} />}
          </Available>
          <ExpiringUsed preview={preview.data} />
          {service.payment === 'when_done' && <Notice>{orderTexts().holds}</Notice>}
          {!budget.isAsked && (
            <TextArea
              label={t.value.services.note}
              optional
              value={note.value}
              onInput={(value) => (note.value = value)}
              maxLength={500}
              rows={3}
            />
          )}
          {!service.pay.allowed && (
            <Notice tone="zero">{service.pay.reasons.map(problemText).join(' ')}</Notice>
          )}
          <BudgetNotice of={budget} />
          <Refusal of={budget.refusal ? undefined : order.failure} />
          <NotCountedIn of={order.failure} />
          <footer>
            <Button disabled={order.busy} onClick={close}>
              {budget.isAsked ? common.value.close : common.value.cancel}
            </Button>
            {!budget.isAsked && (
              <Button
                look="primary"
                busy={order.busy}
                disabled={!service.pay.allowed || !budget.isOpen}
                onClick={() => void press()}
              >
                {budget.mayAsk ? spendTexts().ask : t.value.services.orderFor(common.value.credits(price))}
              </Button>
            )}
          </footer>
        </>
      )}
    </Dialog>
  );
};
