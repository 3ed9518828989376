import type { Result, Spender, SpenderInput } from '@scrip/client';
import type { Asked } from './asked.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import type { Things } from '../restricted/things.ts';
import { RemoveDialog } from './remove-dialog.tsx';

/** The dialog about a budget that is open, if any. @param changed what follows a change */
export const BudgetDialogs = <Failed extends { code: string }>({
  asked,
  things,
  write,
  remove,
  changed,
  close,
}: {
  asked: Asked | undefined;
  things: Things | undefined;
  write: (
    spender: Spender | undefined,
    body: SpenderInput,
    idempotencyKey: string,
  ) => Promise<Result<Spender, Failed>>;
  remove: (spender: Spender) => Promise<Result<unknown, Failed>>;
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
      write={(body, idempotencyKey) => write(spender, body, idempotencyKey)}
      saved={changed}
      close={close}
    />
  );
};
