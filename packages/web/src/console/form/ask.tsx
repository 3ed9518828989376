import type { ComponentChildren } from 'preact';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';
import { problemIn } from './problem.ts';

type Asked = {
  readonly busy: boolean;
  readonly failure: { code: string; title?: string | undefined } | undefined;
};

/** Asks before something that cannot be taken back. */
export const Ask = ({
  title,
  deedText,
  deed,
  press,
  close,
  children,
}: {
  title: string;
  deedText: string;
  deed: Asked;
  press: () => void;
  close: () => void;
  children: ComponentChildren;
}) => (
  <Dialog title={title} onClose={close} busy={deed.busy}>
    {children}
    {deed.failure && (
      <Notice tone="zero" live>
        {problemIn(deed.failure)}
      </Notice>
    )}
    <footer>
      <Button disabled={deed.busy} onClick={close}>
        {common.value.cancel}
      </Button>
      <Button look="danger" busy={deed.busy} onClick={press}>
        {deedText}
      </Button>
    </footer>
  </Dialog>
);
