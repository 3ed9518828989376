import type { CreditRequestStatus } from '@scrip/client';
import { Tag } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';

const SHOWN = {
  pending: ['accent', 'clock'],
  accepted: ['in', 'check'],
  rejected: ['zero', 'circle'],
  cancelled: ['plain', 'close'],
} as const;

export const StatusTag = ({ status }: { status: CreditRequestStatus }) => {
  const [tone, icon] = SHOWN[status];
  return (
    <Tag tone={tone} icon={icon}>
      {common.value.creditRequest[status]}
    </Tag>
  );
};
