import type { ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Refusal } from '../data/refusal.tsx';
import { common } from '../language/texts.ts';

type Asked = {
  readonly busy: boolean;
  readonly failure: { code: string; title?: string | undefined } | undefined;
  run: () => Promise<unknown>;
};

/** Asks before something about a budget that cannot be taken back. */
export const AskDialog = ({
  title,
  deedText,
  deed,
  close,
  children,
}: {
  title: string;
  deedText: string;
  deed: Asked;
  close: () => void;
  children: ComponentChildren;
}) => (
  <Dialog title={title} onClose={close} busy={deed.busy}>
    {children}
    <Refusal of={deed.failure} />
    <footer>
      <Button disabled={deed.busy} onClick={close}>
        {common.value.cancel}
      </Button>
      <Button look="danger" busy={deed.busy} onClick={() => void deed.run()}>
        {deedText}
      </Button>
    </footer>
  </Dialog>
);
