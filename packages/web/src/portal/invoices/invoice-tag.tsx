import type { InvoiceStatus } from '@scrip/client';
import { Tag } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';

const SHOWN = { open: ['accent', 'clock'], paid: ['in', 'check'], void: ['plain', 'close'] } as const;

export const InvoiceTag = ({ status }: { status: InvoiceStatus }) => {
  const [tone, icon] = SHOWN[status];
  return (
    <Tag tone={tone} icon={icon}>
      {common.value.invoice[status]}
    </Tag>
  );
};
