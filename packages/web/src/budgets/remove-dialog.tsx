import type { Result, Spender } from '@scrip/client';
import { toast } from '../design/toast.tsx';
import { useDeed } from '../data/deed.ts';
import { AskDialog } from './ask-dialog.tsx';
import { budgetTexts } from './texts.ts';

export const RemoveDialog = <Failed extends { code: string }>({
  spender: { id, name },
  remove,
  removed,
  close,
}: {
  spender: Spender;
  remove: () => Promise<Result<unknown, Failed>>;
  removed: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts();
  const removing = useDeed(
    () => `budget-removal:${id}`,
    remove,
    async () => {
      await removed();
      close();
      toast(t.removed);
    },
  );
  return (
    <AskDialog title={t.removeTitle(name)} deedText={t.remove} deed={removing} close={close}>
      <p>{t.removeBody}</p>
    </AskDialog>
  );
};
