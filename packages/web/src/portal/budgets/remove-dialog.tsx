import { deleteSpender, type Spender } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { common } from '../../language/texts.ts';
import { problemText } from '../../language/problem.ts';
import { client } from '../client.ts';
import { budgetTexts } from './texts.ts';

export const RemoveDialog = ({
  spender: { id, name },
  removed,
  close,
}: {
  spender: Spender;
  removed: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts();
  const removing = useDeed(
    () => `budget-removal:${id}`,
    () => client.call(deleteSpender, { params: { spenderId: id } }),
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
