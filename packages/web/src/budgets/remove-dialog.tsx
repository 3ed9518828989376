import type { Result, Spender } from '@scrip/client';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Notice } from '../design/parts.tsx';
import { toast } from '../design/toast.tsx';
import { useDeed } from '../data/deed.ts';
import { common } from '../language/texts.ts';
import { problemText } from '../language/problem.ts';
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
    <Dialog title={t.removeTitle(name)} onClose={close} busy={removing.busy}>
      <p>{t.removeBody}</p>
      {removing.failure && (
        <Notice tone="zero" live>
          {problemText(removing.failure)}
        </Notice>
      )}
      <footer>
        <Button disabled={removing.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button look="danger" busy={removing.busy} onClick={() => void removing.run()}>
          {t.remove}
        </Button>
      </footer>
    </Dialog>
  );
};
