import type { ComponentChildren } from 'preact';
import { Button } from '../../design/button.tsx';
import { CopyLine } from '../../design/copy.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { t } from '../texts.ts';

/** Shows a secret this once. Neither Escape nor a press beside it takes it away by mistake. */
export const SecretDialog = ({
  title,
  help,
  label,
  secret,
  close,
}: {
  title: string;
  help: ComponentChildren;
  label: string;
  secret: string;
  close: () => void;
}) => (
  <Dialog title={title} busy onClose={close}>
    <p>{help}</p>
    <dl>
      <CopyLine label={label} value={secret} mono accent />
    </dl>
    <footer>
      <Button look="primary" onClick={close}>
        {t.value.form.copiedIt}
      </Button>
    </footer>
  </Dialog>
);
