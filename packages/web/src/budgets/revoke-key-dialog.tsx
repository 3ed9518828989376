import type { SpenderKey } from '@scrip/client';
import { toast } from '../design/toast.tsx';
import { useDeed } from '../data/deed.ts';
import { day } from '../language/format.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { KeyDeeds } from './keys.tsx';
import { budgetTexts } from './texts.ts';

export const RevokeKeyDialog = ({
  apiKey,
  revoke,
  revoked,
  close,
}: {
  apiKey: SpenderKey;
  revoke: KeyDeeds['revoke'];
  revoked: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts().keys;
  const { id, name, lastUsedOn } = apiKey;
  const revoking = useDeed(
    () => `spender-key-revocation:${id}`,
    () => revoke(apiKey),
    async () => {
      await revoked();
      close();
      toast(t.revoked(name));
    },
  );
  return (
    <AskDialog title={t.revokeTitle(name)} deedText={t.revoke} deed={revoking} close={close}>
      <p>{t.revokeBody}</p>
      <p class="second">{lastUsedOn === undefined ? t.neverUsed : t.lastUse(day(lastUsedOn))}</p>
    </AskDialog>
  );
};
