import type { Result, Spender } from '@scrip/client';
import type { Asked, WriteSpender } from './asked.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import type { Things } from '../restricted/things.ts';
import { RemoveDialog } from './remove-dialog.tsx';

/** The dialog about a budget that is open, if any. @param changed what follows a change */
export const BudgetDialogs = ({
  asked,
  things,
  read,
  write,
  remove,
  changed,
  close,
}: {
  asked: Asked | undefined;
  things: Things | undefined;
  read: (spender: Spender, signal: AbortSignal) => Promise<Result<Spender, { code: string }>>;
  write: WriteSpender;
  remove: (spender: Spender) => Promise<Result<unknown, { code: string }>>;
  changed: () => Promise<unknown>;
  close: () => void;
}) => {
  if (!asked) return null;
  if (asked.do === 'remove')
    return (
      <RemoveDialog
        spender={asked.spender}
        remove={() => remove(asked.spender)}
        removed={changed}
        close={close}
      />
    );
  const spender = asked.do === 'change' ? asked.spender : undefined;
  return (
    <BudgetDialog
      spender={spender}
      things={things}
      read={read}
      write={(body, idempotencyKey, etag) => write(spender, body, idempotencyKey, etag)}
      saved={changed}
      close={close}
    />
  );
};
