import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { CopyLine } from './copy.tsx';
import { Dialog } from './dialog.tsx';

/** Shows a secret this once. Neither Escape nor a press beside it takes it away by mistake. */
export const SecretDialog = ({
  title,
  help,
  label,
  secret,
  closeText,
  close,
}: {
  title: string;
  help: ComponentChildren;
  label: string;
  secret: string;
  closeText: string;
  close: () => void;
}) => (
  <Dialog title={title} busy onClose={close}>
    <p>{help}</p>
    <dl>
      <CopyLine label={label} value={secret} mono accent />
    </dl>
    <footer>
      <Button look="primary" onClick={close}>
        {closeText}
      </Button>
    </footer>
  </Dialog>
);
