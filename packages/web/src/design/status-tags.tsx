import type { CreditRequestStatus, InvoiceStatus, OrderStatus, Receipt } from '@scrip/client';
import { common } from '../language/texts.ts';
import type { IconName } from './icon.tsx';
import { Tag, type Tone } from './parts.tsx';

/** How a state looks, in portal and console alike: green is settled, blue waits, red was refused. */
type Looks<Status extends string> = Record<Status, readonly [tone: Tone, icon: IconName]>;

const REQUESTS: Looks<CreditRequestStatus> = {
  pending: ['accent', 'clock'],
  accepted: ['in', 'check'],
  rejected: ['zero', 'circle'],
  cancelled: ['plain', 'close'],
};

/** @param text says more than the state, such as the step of a pending request */
export const CreditRequestTag = ({
  status,
  text = common.value.creditRequest[status],
}: {
  status: CreditRequestStatus;
  text?: string | undefined;
}) => {
  const [tone, icon] = REQUESTS[status];
  return (
    <Tag tone={tone} icon={icon}>
      {text}
    </Tag>
  );
};

const INVOICES: Looks<InvoiceStatus> = {
  open: ['accent', 'clock'],
  paid: ['in', 'check'],
  void: ['plain', 'close'],
};

export const InvoiceTag = ({ status }: { status: InvoiceStatus }) => {
  const [tone, icon] = INVOICES[status];
  return (
    <Tag tone={tone} icon={icon}>
      {common.value.invoice[status]}
    </Tag>
  );
};

const ORDERS: Looks<OrderStatus> = {
  new: ['accent', 'clock'],
  in_progress: ['low', 'pen'],
  done: ['in', 'check'],
  refunded: ['plain', 'refresh'],
  cancelled: ['plain', 'close'],
};

export const OrderTag = ({ status }: { status: OrderStatus }) => {
  const [tone, icon] = ORDERS[status];
  return (
    <Tag tone={tone} icon={icon}>
      {common.value.order[status]}
    </Tag>
  );
};

const RECEIPTS: Looks<Receipt['status']> = {
  pending: ['accent', 'clock'],
  failed: ['zero', 'circle'],
  paid: ['in', 'check'],
  partly_refunded: ['plain', 'refresh'],
  refunded: ['plain', 'refresh'],
  disputed: ['low', 'alert'],
  under_review: ['low', 'search'],
};

export const ReceiptTag = ({ status }: Pick<Receipt, 'status'>) => {
  const [tone, icon] = RECEIPTS[status];
  return (
    <Tag tone={tone} icon={icon}>
      {common.value.receipt[status]}
    </Tag>
  );
};
